// What the lists of an entry's page say of their rows.
#include "app/ui/entry_facts.h"

namespace beatbook::app {

namespace {

constexpr Role<LineRow> line_roles[] = {
    {"section", [](const LineRow& r) -> QVariant { return r.section; }},
    {"label", [](const LineRow& r) -> QVariant { return r.label; }},
    {"value", [](const LineRow& r) -> QVariant { return r.value; }},
    {"path", [](const LineRow& r) -> QVariant { return r.path; }},
    {"depth", [](const LineRow& r) -> QVariant { return r.depth; }},
    {"heading", [](const LineRow& r) -> QVariant { return r.heading; }},
    {"conflict", [](const LineRow& r) -> QVariant { return r.conflict; }},
    {"corrected", [](const LineRow& r) -> QVariant { return r.corrected; }},
    {"remark", [](const LineRow& r) -> QVariant { return r.remark; }},
    {"remarkBy", [](const LineRow& r) -> QVariant { return r.remark_by; }},
    {"entryId", [](const LineRow& r) -> QVariant { return r.entry_id; }},
    {"entryType", [](const LineRow& r) -> QVariant { return r.entry_type; }},
    {"mono", [](const LineRow& r) -> QVariant { return r.mono; }},
};

constexpr Role<ChangeRow> change_roles[] = {
    {"path", [](const ChangeRow& r) -> QVariant { return r.path; }},
    {"label", [](const ChangeRow& r) -> QVariant { return r.label; }},
    {"first", [](const ChangeRow& r) -> QVariant { return r.first; }},
    {"now", [](const ChangeRow& r) -> QVariant { return r.now; }},
    {"reason", [](const ChangeRow& r) -> QVariant { return r.reason; }},
    {"officer", [](const ChangeRow& r) -> QVariant { return r.officer; }},
    {"whenText", [](const ChangeRow& r) -> QVariant { return r.when_text; }},
};

constexpr Role<VersionRow> version_roles[] = {
    {"number", [](const VersionRow& r) -> QVariant { return r.number; }},
    {"whenText", [](const VersionRow& r) -> QVariant { return r.when_text; }},
    {"officer", [](const VersionRow& r) -> QVariant { return r.officer; }},
    {"reason", [](const VersionRow& r) -> QVariant { return r.reason; }},
    {"reasonText", [](const VersionRow& r) -> QVariant { return r.reason_text; }},
    {"onlyHere", [](const VersionRow& r) -> QVariant { return r.only_here; }},
    {"held", [](const VersionRow& r) -> QVariant { return r.held; }},
    {"readable", [](const VersionRow& r) -> QVariant { return r.readable; }},
    {"changes", [](const VersionRow& r) -> QVariant { return variants(r.changes); }},
};

constexpr Role<ReviewRow> review_roles[] = {
    {"reviewId", [](const ReviewRow& r) -> QVariant { return r.id; }},
    {"decision", [](const ReviewRow& r) -> QVariant { return r.decision; }},
    {"decisionText", [](const ReviewRow& r) -> QVariant { return r.decision_text; }},
    {"reviewer", [](const ReviewRow& r) -> QVariant { return r.reviewer; }},
    {"whenText", [](const ReviewRow& r) -> QVariant { return r.when_text; }},
    {"comment", [](const ReviewRow& r) -> QVariant { return r.comment; }},
    {"stands", [](const ReviewRow& r) -> QVariant { return r.stands; }},
    {"remarks", [](const ReviewRow& r) -> QVariant { return variants(r.remarks); }},
};

}  // namespace

LineModel::LineModel(QObject* parent) : RowModel(line_roles, parent) {}
ChangeModel::ChangeModel(QObject* parent) : RowModel(change_roles, parent) {}
VersionModel::VersionModel(QObject* parent) : RowModel(version_roles, parent) {}
ReviewModel::ReviewModel(QObject* parent) : RowModel(review_roles, parent) {}

}  // namespace beatbook::app
