#pragma once
// Pictures of a walk: one PNG a case, and contact sheets with all cases of a theme small, a row a page.
#include <QImage>
#include <QString>
#include <map>
#include <vector>

namespace beatbook::test::walker {

struct Case {
  QString page;  // as said in file names and findings: the page, and what it shows when it is shown twice
  QString theme;
  QSize size;
  double text_size = 1;

  // "review-night-1440x900-1.5"
  QString name() const;
};

class Sheet {
 public:
  // Nothing is written when `directory` is empty. Creates the directory; throws std::runtime_error if a file cannot be written.
  explicit Sheet(std::string directory, std::string name);

  void add(const Case& at, const QImage& picture);
  // Writes the contact sheets of what was added.
  void write() const;

 private:
  struct Small {
    Case at;
    QImage picture;
  };
  void save(const QImage& picture, const QString& name) const;

  std::string directory_, name_;
  std::map<QString, std::vector<Small>> by_theme_;
};

}  // namespace beatbook::test::walker
