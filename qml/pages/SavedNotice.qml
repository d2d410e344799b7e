import QtQuick
import Beatbook
import Beatbook.Controls

// What was just saved, on the page that follows, until it is read.
Banner {
    visible: Session.savedText !== ""
    kind: "ok"
    iconName: "check"
    bold: Session.savedText
    closeText: qsTr("OK")
    onActed: Session.clearSaved()
}
