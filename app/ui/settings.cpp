#include "app/ui/settings.h"

#include <QQmlEngine>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/ui/session.h"
#include "app/ui/tablet_thread.h"
#include "app/ui/words.h"
#include "app/vault/durable_file.h"

namespace beatbook::app {

namespace {

constexpr const char* file_name = "settings.json";
constexpr int write_after_ms = 400;

bool is_theme(const QString& theme) {
  return theme == QLatin1String("day") || theme == QLatin1String("night") || theme == QLatin1String("contrast");
}

Result<void> write(const std::filesystem::path& directory, const std::string& text) {
  if (auto made = make_private_directory(directory); !made) return made;
  return write_durably(directory / file_name, text);
}

}  // namespace

Settings::Settings(std::filesystem::path directory, TabletThread& thread) : directory_(std::move(directory)), thread_(thread) {
  read();
  write_soon_.setSingleShot(true);
  write_soon_.setInterval(write_after_ms);
  connect(&write_soon_, &QTimer::timeout, this, [this] {
    thread_.post_locked(
        this, [directory = directory_, content = text()] { return static_cast<bool>(write(directory, content)); }, [](bool) {});
  });
}

Settings::~Settings() {
  if (write_soon_.isActive()) (void)write(directory_, text());
}

Settings* Settings::create(QQmlEngine* engine, QJSEngine*) { return &Session::of(engine)->settings(); }

void Settings::read() {
  const auto file = read_file(directory_ / file_name);
  const auto json = file ? nlohmann::json::parse(*file, nullptr, false) : nlohmann::json();
  if (!json.is_object()) return;
  const auto at = [&](const char* name) { return json.value(name, nlohmann::json()); };
  if (at("theme").is_string() && is_theme(q(at("theme").get<std::string>()))) theme_ = q(at("theme").get<std::string>());
  if (at("text_scale").is_number()) text_scale_ = std::clamp(at("text_scale").get<double>(), 1.0, 2.0);
  if (at("left_handed").is_boolean()) left_handed_ = at("left_handed").get<bool>();
  if (at("less_motion").is_boolean()) less_motion_ = at("less_motion").get<bool>();
  if (at("lock_after_minutes").is_number_integer())
    lock_after_minutes_ = static_cast<int>(std::clamp<int64_t>(at("lock_after_minutes").get<int64_t>(), 1, 60));
}

std::string Settings::text() const {
  return nlohmann::ordered_json{{"theme", s(theme_)},
                                {"text_scale", text_scale_},
                                {"left_handed", left_handed_},
                                {"less_motion", less_motion_},
                                {"lock_after_minutes", lock_after_minutes_}}
             .dump(2) +
         "\n";
}

void Settings::set_theme(const QString& theme) {
  if (theme == theme_ || !is_theme(theme)) return;
  theme_ = theme;
  write_soon_.start();
  emit themeChanged();
}

void Settings::set_text_scale(qreal scale) {
  scale = std::clamp<qreal>(scale, 1, 2);
  if (qFuzzyCompare(scale, text_scale_)) return;
  text_scale_ = scale;
  write_soon_.start();
  emit textScaleChanged();
}

void Settings::set_left_handed(bool on) {
  if (on == left_handed_) return;
  left_handed_ = on;
  write_soon_.start();
  emit leftHandedChanged();
}

void Settings::set_less_motion(bool on) {
  if (on == less_motion_) return;
  less_motion_ = on;
  write_soon_.start();
  emit lessMotionChanged();
}

void Settings::set_lock_after_minutes(int minutes) {
  minutes = std::clamp(minutes, 1, 60);
  if (minutes == lock_after_minutes_) return;
  lock_after_minutes_ = minutes;
  write_soon_.start();
  emit lockAfterMinutesChanged();
}

}  // namespace beatbook::app
