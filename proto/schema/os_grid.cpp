#include "schema/os_grid.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <numbers>

#include "schema/pattern.h"
#include "schema/text.h"

namespace beatbook::schema {

namespace {

// The letters run A to Z without I in rows of five from the north-west corner.
struct Square {
  int column, row_from_north;
};
Square square_of(char letter) {
  const int index = letter - 'A' - (letter > 'I' ? 1 : 0);
  return {index % 5, index / 5};
}

int64_t metres(std::string_view figures, int64_t size_m) {
  int64_t value = 0;
  std::from_chars(figures.data(), figures.data() + figures.size(), value);
  return value * size_m;
}

struct Ellipsoid {
  double a, b;  // half axes in metres
  double e2() const { return 1 - b * b / (a * a); }
};
constexpr Ellipsoid wgs84{6378137.0, 6356752.3142}, airy_1830{6377563.396, 6356256.909};

struct Geodetic {
  double latitude, longitude, height;  // radians, metres
};
struct Cartesian {
  double x, y, z;
};

Cartesian cartesian_of(const Geodetic& at, const Ellipsoid& on) {
  const double nu = on.a / std::sqrt(1 - on.e2() * std::pow(std::sin(at.latitude), 2));
  return {(nu + at.height) * std::cos(at.latitude) * std::cos(at.longitude),
          (nu + at.height) * std::cos(at.latitude) * std::sin(at.longitude),
          ((1 - on.e2()) * nu + at.height) * std::sin(at.latitude)};
}

Geodetic geodetic_of(const Cartesian& at, const Ellipsoid& on) {
  const double p = std::hypot(at.x, at.y);
  double latitude = std::atan2(at.z, p * (1 - on.e2())), nu = on.a;
  // Converges by four digits a round.
  for (int round = 0; round < 6; ++round) {
    nu = on.a / std::sqrt(1 - on.e2() * std::pow(std::sin(latitude), 2));
    latitude = std::atan2(at.z + on.e2() * nu * std::sin(latitude), p);
  }
  return {latitude, std::atan2(at.y, at.x), p / std::cos(latitude) - nu};
}

// From WGS 84 to the datum of the grid (OSGB36), as the Ordnance Survey publishes it; direction -1 goes back.
Cartesian helmert(const Cartesian& from, double direction) {
  constexpr double second = std::numbers::pi / 180 / 3600;
  const double tx = direction * -446.448, ty = direction * 125.157, tz = direction * -542.060;
  const double rx = direction * -0.1502 * second, ry = direction * -0.2470 * second, rz = direction * -0.8421 * second;
  const double scale = 1 + direction * 20.4894e-6;
  return {tx + scale * from.x - rz * from.y + ry * from.z, ty + rz * from.x + scale * from.y - rx * from.z,
          tz - ry * from.x + rx * from.y + scale * from.z};
}

// The transverse Mercator projection of the National Grid.
constexpr double grid_scale = 0.9996012717, easting_0 = 400'000, northing_0 = -100'000;
constexpr double latitude_0 = 49 * std::numbers::pi / 180, longitude_0 = -2 * std::numbers::pi / 180;

// Length of the meridian from the true origin to a latitude.
double meridian(double latitude) {
  const double n = (airy_1830.a - airy_1830.b) / (airy_1830.a + airy_1830.b), n2 = n * n, n3 = n2 * n;
  const double d = latitude - latitude_0, s = latitude + latitude_0;
  return airy_1830.b * grid_scale *
         ((1 + n + 1.25 * n2 + 1.25 * n3) * d - (3 * n + 3 * n2 + 2.625 * n3) * std::sin(d) * std::cos(s) +
          1.875 * (n2 + n3) * std::sin(2 * d) * std::cos(2 * s) - 35.0 / 24 * n3 * std::sin(3 * d) * std::cos(3 * s));
}

// Radii of curvature of the scaled ellipsoid at a latitude.
struct Curvature {
  explicit Curvature(double latitude) {
    const double w = 1 - airy_1830.e2() * std::pow(std::sin(latitude), 2);
    nu = airy_1830.a * grid_scale / std::sqrt(w);
    rho = airy_1830.a * grid_scale * (1 - airy_1830.e2()) / std::pow(w, 1.5);
    eta2 = nu / rho - 1;
  }
  double nu, rho, eta2;
};

GridPoint project(double latitude, double longitude) {
  const Curvature at(latitude);
  const double s = std::sin(latitude), c = std::cos(latitude), t2 = std::pow(std::tan(latitude), 2), t4 = t2 * t2;
  const double d = longitude - longitude_0, d2 = d * d;
  const double north = meridian(latitude) + northing_0 + d2 * at.nu / 2 * s * c +
                       d2 * d2 * at.nu / 24 * s * std::pow(c, 3) * (5 - t2 + 9 * at.eta2) +
                       d2 * d2 * d2 * at.nu / 720 * s * std::pow(c, 5) * (61 - 58 * t2 + t4);
  const double east = easting_0 + d * at.nu * c + d * d2 * at.nu / 6 * std::pow(c, 3) * (at.nu / at.rho - t2) +
                      d * d2 * d2 * at.nu / 120 * std::pow(c, 5) * (5 - 18 * t2 + t4 + 14 * at.eta2 - 58 * t2 * at.eta2);
  return {east, north};
}

Geodetic unproject(const GridPoint& point) {
  double latitude = latitude_0;
  // A tenth of a millimetre is reached after a handful of rounds.
  for (int round = 0; round < 20; ++round) {
    const double missing = point.northing_m - northing_0 - meridian(latitude);
    latitude += missing / (airy_1830.a * grid_scale);
    if (std::abs(missing) < 1e-4) break;
  }
  const Curvature at(latitude);
  const double t = std::tan(latitude), t2 = t * t, t4 = t2 * t2, t6 = t4 * t2, sec = 1 / std::cos(latitude);
  const double e = point.easting_m - easting_0, e2 = e * e, nu3 = std::pow(at.nu, 3), nu5 = std::pow(at.nu, 5);
  const double phi = latitude - e2 * t / (2 * at.rho * at.nu) +
                     e2 * e2 * t / (24 * at.rho * nu3) * (5 + 3 * t2 + at.eta2 - 9 * t2 * at.eta2) -
                     e2 * e2 * e2 * t / (720 * at.rho * nu5) * (61 + 90 * t2 + 45 * t4);
  const double lambda = longitude_0 + e * sec / at.nu - e * e2 * sec / (6 * nu3) * (at.nu / at.rho + 2 * t2) +
                        e * e2 * e2 * sec / (120 * nu5) * (5 + 28 * t2 + 24 * t4) -
                        e * e2 * e2 * e2 * sec / (5040 * std::pow(at.nu, 7)) * (61 + 662 * t2 + 1320 * t4 + 720 * t6);
  return {phi, lambda, 0};
}

}  // namespace

std::optional<GridReference> read_grid_reference(std::string_view text) {
  static const Pattern shape(
      "((?:H[PTUW-Z]|N[A-DF-HJ-OR-UW-Z]|OV|S[C-EHJKM-PR-Z]|T[AFGLMQRV]))([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})");
  constexpr size_t longest_typed = 64;
  if (text.size() > longest_typed) return std::nullopt;
  const std::string compact = upper(without(tidy(text), " "));
  const auto parts = shape.groups(compact);
  if (!parts) return std::nullopt;
  const auto letters = (*parts)[1], figures = (*parts)[2];
  const size_t half = figures.size() / 2;
  int64_t size_m = 100'000;
  for (size_t i = 0; i < half; ++i) size_m /= 10;

  // The first letter is a square of 500 km with S at the false origin, the second one of 100 km inside it.
  const Square large = square_of(letters[0]), small = square_of(letters[1]);
  const int64_t east_km = (large.column - 2) * 500 + small.column * 100;
  const int64_t north_km = (3 - large.row_from_north) * 500 + (4 - small.row_from_north) * 100;
  const auto east = figures.substr(0, half), north = figures.substr(half);
  return GridReference{std::string(letters) + " " + std::string(east) + " " + std::string(north),
                       east_km * 1000 + metres(east, size_m), north_km * 1000 + metres(north, size_m), size_m};
}

double distance_m(const GridPoint& a, const GridPoint& b) {
  return std::hypot(a.easting_m - b.easting_m, a.northing_m - b.northing_m);
}

GridPoint centre_of(const GridReference& reference) {
  const double half = static_cast<double>(reference.size_m) / 2;
  return {static_cast<double>(reference.easting_m) + half, static_cast<double>(reference.northing_m) + half};
}

GridPoint grid_of(const Wgs84& place) {
  constexpr double degree_e6 = std::numbers::pi / 180 / 1e6;
  const Geodetic at{place.latitude_e6 * degree_e6, place.longitude_e6 * degree_e6, 0};
  const auto local = geodetic_of(helmert(cartesian_of(at, wgs84), 1), airy_1830);
  return project(local.latitude, local.longitude);
}

Wgs84 wgs84_of(const GridPoint& point) {
  constexpr double degree_e6 = std::numbers::pi / 180 / 1e6;
  const auto at = geodetic_of(helmert(cartesian_of(unproject(point), airy_1830), -1), wgs84);
  return {static_cast<int32_t>(std::lround(at.latitude / degree_e6)),
          static_cast<int32_t>(std::lround(at.longitude / degree_e6))};
}

std::optional<std::string> grid_reference_of(const GridPoint& point, int figures) {
  const auto east = static_cast<int64_t>(std::floor(point.easting_m)),
             north = static_cast<int64_t>(std::floor(point.northing_m));
  constexpr int64_t square_m = 100'000;
  if (east < 0 || north < 0 || east >= 7 * square_m || north >= 13 * square_m) return std::nullopt;
  // Columns and rows of 100 km from the corner of square A, counted from the north-west.
  const int64_t column = east / square_m + 10, row = 19 - north / square_m;
  const auto letter = [](int64_t index) { return static_cast<char>('A' + index + (index > 7 ? 1 : 0)); };
  const char large = letter(row / 5 * 5 + column / 5), small = letter(row % 5 * 5 + column % 5);
  const int half = figures / 2;
  int64_t size_m = square_m;
  for (int i = 0; i < half; ++i) size_m /= 10;
  const auto read = read_grid_reference(
      fmt::format("{}{}{:0{}}{:0{}}", large, small, east % square_m / size_m, half, north % square_m / size_m, half));
  return read ? std::optional(read->normal) : std::nullopt;
}

}  // namespace beatbook::schema
