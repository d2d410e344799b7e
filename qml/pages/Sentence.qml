pragma Singleton

import QtQuick

// Puts what there is of several texts into one.
QtObject {
    function of(parts: var, between: string): string {
        return parts.filter(part => part !== "").join(between);
    }
}
