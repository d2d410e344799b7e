#include "app/ui/row_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <catch2/catch.hpp>

using namespace beatbook::app;

namespace {

struct Line {
  QString id, text;
  QString key() const { return id; }
  bool operator==(const Line&) const = default;
};

constexpr Role<Line> roles[] = {{"text", [](const Line& line) -> QVariant { return line.text; }}};

struct Lines : RowModel<Line> {
  Lines() : RowModel(roles, nullptr) {}
};

std::vector<Line> lines(const QStringList& ids) {
  std::vector<Line> out;
  for (const auto& id : ids) out.push_back({id, "text of " + id});
  return out;
}

}  // namespace

TEST_CASE("rows that are all others take the places of those before, and no view has to make one anew") {
  Lines model;
  QAbstractItemModelTester tester(&model);
  model.set_rows(lines({"a", "b", "c"}));
  QSignalSpy removed(&model, &Lines::rowsRemoved), inserted(&model, &Lines::rowsInserted), changed(&model, &Lines::dataChanged);
  model.set_rows(lines({"d", "e", "f", "g"}));
  CHECK(removed.isEmpty());
  CHECK(changed.count() == 3);
  REQUIRE(inserted.count() == 1);
  CHECK(inserted[0][1].toInt() == 3);
  CHECK(model.rows() == lines({"d", "e", "f", "g"}));
  model.set_rows(lines({"h"}));
  CHECK(model.rows() == lines({"h"}));
  CHECK(removed.count() == 1);
}

TEST_CASE("a row that is still there keeps its place in the view while others come and go") {
  Lines model;
  QAbstractItemModelTester tester(&model);
  model.set_rows(lines({"a", "b", "c"}));
  const QPersistentModelIndex kept = model.index(1);
  model.set_rows(lines({"x", "y", "b"}));
  CHECK(kept.isValid());
  CHECK(kept.row() == 2);
  CHECK(model.rows() == lines({"x", "y", "b"}));
}
