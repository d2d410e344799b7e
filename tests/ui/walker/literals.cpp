#include <QColor>
#include <QFile>
#include <QRegularExpression>
#include <stdexcept>

#include "ui/walker/checks.h"

namespace beatbook::test::walker {
namespace {

// Comments become blanks, so that line numbers and what is in strings stay.
QString without_comments(const QString& source) {
  QString out = source;
  bool in_line = false, in_block = false;
  QChar quote;
  for (qsizetype i = 0; i < source.size(); ++i) {
    const QChar c = source[i];
    const QChar next = i + 1 < source.size() ? source[i + 1] : QChar();
    if (in_line || in_block) {
      if (in_line && c == '\n') in_line = false;
      if (c != '\n') out[i] = ' ';
      if (in_block && c == '*' && next == '/') {
        out[++i] = ' ';
        in_block = false;
      }
    } else if (!quote.isNull()) {
      if (c == '\\') ++i;
      if (c == quote) quote = QChar();
    } else if (c == '"' || c == '\'' || c == '`') {
      quote = c;
    } else if (c == '/' && next == '/') {
      in_line = true;
      out[i] = ' ';
    } else if (c == '/' && next == '*') {
      in_block = true;
      out[i] = ' ';
    }
  }
  return out;
}

bool is_named_colour(const QString& word) {
  static const QStringList names = QColor::colorNames();
  return word != "transparent" && names.contains(word, Qt::CaseInsensitive);
}

Findings literals_in(const QString& file, const QString& source) {
  static const QRegularExpression hex("[\"'`]#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})[\"'`]");
  static const QRegularExpression made("\\bQt\\.(?:rgba|hsla|hsva|lighter|darker|tint|alpha)\\s*\\(");
  static const QRegularExpression word("[\"']([A-Za-z]+)[\"']");
  static const QRegularExpression colour_line("[cC]olor\\b");
  static const QRegularExpression size("\\b(?:pixelSize|pointSize)\\s*:\\s*[0-9]");
  Findings out;
  const auto lines = without_comments(source).split('\n');
  for (qsizetype i = 0; i < lines.size(); ++i) {
    const QString& line = lines[i];
    const auto say = [&](const QString& what) {
      out.push_back({"literal", QString("%1:%2 %3").arg(file).arg(i + 1).arg(what)});
    };
    if (const auto found = hex.match(line); found.hasMatch()) say("the colour " + found.captured());
    if (const auto found = made.match(line); found.hasMatch()) say("a colour made by " + found.captured().chopped(1));
    if (size.match(line).hasMatch()) say("a size of text");
    for (const auto& statement : line.split(';')) {
      if (!colour_line.match(statement).hasMatch()) continue;
      for (auto each = word.globalMatch(statement); each.hasNext();)
        if (const auto found = each.next(); is_named_colour(found.captured(1))) say("the colour " + found.captured());
    }
  }
  return out;
}

}  // namespace

Findings literal_colours(const std::filesystem::path& folder) {
  Findings out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = entry.path().filename();
    if (entry.path().extension() != ".qml" || name == "Theme.qml" || name == "IconPaths.qml") continue;
    QFile file(QString::fromStdString(entry.path().string()));
    if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("cannot read " + entry.path().string());
    append(out, literals_in(QString::fromStdString(std::filesystem::relative(entry.path(), folder).string()),
                            QString::fromUtf8(file.readAll())));
  }
  return out;
}

}  // namespace beatbook::test::walker
