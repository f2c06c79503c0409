#include "app/figure/tessellation_figure.h"

#include <cairo.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "app/figure/faces.h"
#include "app/figure/layout.h"
#include "core/base/random.h"
#include "core/network/forward.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for one test; gone at its end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "adamscope-figure-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string file(const std::string& name) const { return path_ / name; }
  std::size_t fileCount() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string readAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

/// Every element of an XML text is closed by its own end tag, in order.
bool isWellFormed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (tag.starts_with("?") || tag.starts_with("!") || tag.ends_with("/")) continue;
    const std::string name = tag.substr(0, tag.find_first_of(" \n\t"));
    if (!name.starts_with("/")) {
      open.push_back(name);
    } else {
      if (open.empty() || "/" + open.back() != name) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

DataSet someData(int count, int width, std::uint64_t seed) {
  DataSet data;
  data.inputs.resize(count, width);
  Random random(seed);
  for (double& x : data.inputs.reshaped()) x = random.uniform(-0.9, 0.9);
  for (int i = 0; i < count; ++i) data.labels.push_back(i % 2);
  for (int k = 0; k < width; ++k) data.featureNames.push_back("feature " + std::to_string(k));
  data.classNames = {"left <&> \"quoted\"", "right"};
  return data;
}

struct Fixture {
  Network network;
  Tessellation tessellation;
  SplitDataSet data;

  TessellationFigure content() const {
    return {.network = &network,
            .tessellation = &tessellation,
            .data = &data,
            .isLogit = true,
            .title = "A <title> & more",
            .subtitle = "and a subtitle"};
  }
};

Fixture fixtureFor(const std::vector<int>& widths, std::uint64_t seed) {
  const Network network = testing::randomNetwork({widths}, seed);
  const int inputs = widths.front();
  return {network,
          testing::soupTessellation(network, InputSlice::whole(inputs), {}),
          {someData(30, inputs, seed), someData(10, inputs, seed + 1)}};
}

/// A decoded PNG.
class Picture {
 public:
  explicit Picture(const std::string& path)
      : surface_(cairo_image_surface_create_from_png(path.c_str()), cairo_surface_destroy) {
    REQUIRE(cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS);
  }
  int width() const { return cairo_image_surface_get_width(surface_.get()); }
  int height() const { return cairo_image_surface_get_height(surface_.get()); }
  figure::Color at(int x, int y) const {
    const unsigned char* row = cairo_image_surface_get_data(surface_.get()) +
                               y * cairo_image_surface_get_stride(surface_.get());
    std::uint32_t pixel = 0;
    std::copy_n(row + 4 * x, 4, reinterpret_cast<unsigned char*>(&pixel));
    return figure::fromHex(pixel & 0xFFFFFFU);
  }

 private:
  std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
};

double distance(const figure::Color& a, const figure::Color& b) {
  return std::max(
      {std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

TEST_SUITE("figure") {
  TEST_CASE("each format's file is written whole, with its own header") {
    const ScratchFolder folder;
    const Fixture f = fixtureFor({2, 6, 5, 1}, 1);
    for (const char* name : {"a.png", "a.svg", "a.pdf", "b.PNG"}) {
      CAPTURE(name);
      const Status status = writeTessellationFigure(f.content(), folder.file(name));
      REQUIRE_MESSAGE(status.ok(), status.message());
    }
    CHECK(readAll(folder.file("a.png")).starts_with("\x89PNG\r\n\x1a\n"));
    CHECK(readAll(folder.file("b.PNG")) == readAll(folder.file("a.png")));
    const std::string pdf = readAll(folder.file("a.pdf"));
    CHECK(pdf.starts_with("%PDF-1."));
    CHECK(pdf.find("%%EOF") != std::string::npos);
    const std::string svg = readAll(folder.file("a.svg"));
    CHECK(svg.starts_with("<?xml"));
    CHECK(isWellFormed(svg));
    CHECK(folder.fileCount() == 4);  // No temporary file is left.
  }

  TEST_CASE("the size is the width times the scale, and a bitmap has as many pixels") {
    const ScratchFolder folder;
    const Fixture f = fixtureFor({2, 5, 1}, 2);
    const std::string path = folder.file("a.png");
    for (const double scale : {1.0, 2.5}) {
      const FigureOptions options{.width = 241.0, .scale = scale};
      REQUIRE(writeTessellationFigure(f.content(), path, options).ok());
      const Picture picture(path);
      CHECK(picture.width() == static_cast<int>(std::ceil(241.0 * scale)));
      CHECK(picture.height() > picture.width() / 2);
    }
  }

  TEST_CASE("an SVG has one path per face") {
    const ScratchFolder folder;
    const std::string path = folder.file("a.svg");
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      CAPTURE(seed);
      const Fixture f = fixtureFor({2, 7, 6, 1}, seed);
      TessellationFigure content = f.content();
      content.data = nullptr;
      const auto svgWith = [&](FigureFill fill) {
        REQUIRE(writeTessellationFigure(content, path, {.fill = fill, .showLegend = false}).ok());
        return readAll(path);
      };
      // Paths that are drawn, not those that clip.
      const auto drawn = [](const std::string& svg) {
        return countOf(svg, "<path") - countOf(svg, "<clipPath");
      };
      const auto faces = static_cast<std::size_t>(f.tessellation.faceCount());
      CHECK(drawn(svgWith(FigureFill::kRegion)) - drawn(svgWith(FigureFill::kNone)) == faces);
      // At most one gradient per face, and the colour bar's.
      const std::size_t gradients = countOf(svgWith(FigureFill::kOutput), "<linearGradient");
      CHECK(gradients > faces / 4);
      CHECK(gradients <= faces + 1);
    }
  }

  TEST_CASE("the pixels of the output fill have the colour that f has there") {
    const ScratchFolder folder;
    const std::string path = folder.file("a.png");
    for (const FigureFill fill : {FigureFill::kOutput, FigureFill::kProbability}) {
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        CAPTURE(seed);
        const Fixture f = fixtureFor({2, 6, 5, 1}, seed);
        TessellationFigure content = f.content();
        content.data = nullptr;
        content.threshold = fill == FigureFill::kOutput ? 0.3 : 0.0;
        const FigureOptions options{
            .fill = fill, .scale = 3.0, .showBoundaries = false, .showDecisionBoundary = false};
        REQUIRE(writeTessellationFigure(content, path, options).ok());
        const figure::Scene scene = figure::makeScene(content, options);
        const figure::Layout layout = figure::measureLayout(scene).value();
        const figure::Viewport& view = layout.view;
        const Picture picture(path);
        ForwardPass pass;
        int checked = 0;
        double worst = 0.0;
        for (double x = view.panel.x + 2.0; x < view.panel.right() - 2.0; x += 7.3) {
          for (double y = view.panel.y + 2.0; y < view.panel.bottom() - 2.0; y += 7.9) {
            const int column = static_cast<int>(x * options.scale);
            const int row = static_cast<int>(y * options.scale);
            const double centerX = (column + 0.5) / options.scale - view.panel.x;
            const double centerY = view.panel.bottom() - (row + 0.5) / options.scale;
            const Matrix input{{view.domain.xMin + centerX / view.xScale(),
                                view.domain.yMin + centerY / view.yScale()}};
            forward(f.network, input, pass);
            const figure::Color expected = scene.scale.at(pass.output()(0, 0));
            worst = std::max(worst, distance(picture.at(column, row), expected));
            ++checked;
          }
        }
        CHECK(checked > 500);
        // Two 8-bit levels: one for rounding, one for a face's half unit of overlap, within which
        // its neighbour's f is continued.
        CHECK(worst < 3.0 / 255.0);
      }
    }
  }

  TEST_CASE("neighbouring regions get different hues") {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      CAPTURE(seed);
      const Fixture f = fixtureFor({2, 9, 8, 1}, seed);
      const std::vector<double> hues = figure::regionHues(f.tessellation);
      for (const TessellationEdge& edge : f.tessellation.edges) {
        if (edge.leftFace < 0 || edge.rightFace < 0) continue;
        const double d = std::abs(hues[static_cast<std::size_t>(edge.leftFace)] -
                                  hues[static_cast<std::size_t>(edge.rightFace)]);
        CHECK(std::min(d, 360.0 - d) > 10.0);
      }
    }
  }

  TEST_CASE("the same content gives the same bytes") {
    const ScratchFolder folder;
    const Fixture f = fixtureFor({2, 6, 5, 1}, 3);
    for (const char* ending : {".svg", ".png"}) {
      CAPTURE(ending);
      const std::string a = folder.file(std::string("a") + ending);
      const std::string b = folder.file(std::string("b") + ending);
      REQUIRE(writeTessellationFigure(f.content(), a).ok());
      REQUIRE(writeTessellationFigure(f.content(), b).ok());
      CHECK(readAll(a) == readAll(b));
    }
  }

  TEST_CASE("every fill and theme can be drawn, in the plane, on a line and in a space") {
    const ScratchFolder folder;
    const std::string path = folder.file("a.png");
    std::vector<Fixture> fixtures{fixtureFor({2, 5, 4, 1}, 1), fixtureFor({1, 6, 5, 1}, 1),
                                  fixtureFor({2, 5, 2}, 1), fixtureFor({1, 6, 2}, 4)};
    const Network deep = testing::randomNetwork({{4, 6, 1}}, 2);
    const SplitDataSet data{someData(30, 4, 3), someData(5, 4, 4)};
    const InputSlice slice = InputSlice::principal(data.train.inputs).value();
    fixtures.push_back({deep, testing::soupTessellation(deep, slice, {}), data});
    for (const Fixture& f : fixtures) {
      for (const FigureFill fill : {FigureFill::kOutput, FigureFill::kProbability,
                                    FigureFill::kRegion, FigureFill::kClass, FigureFill::kNone}) {
        for (const FigureTheme theme : {FigureTheme::kPaper, FigureTheme::kDark}) {
          const bool isPossible =
              fill != FigureFill::kProbability || f.network.architecture.outputCount() == 1;
          const FigureOptions options{.fill = fill, .theme = theme, .width = 160.0};
          CHECK(writeTessellationFigure(f.content(), path, options).ok() == isPossible);
        }
      }
    }
  }

  TEST_CASE("regression data and a constant network can be drawn") {
    const ScratchFolder folder;
    for (const int inputs : {1, 2}) {
      Fixture f = fixtureFor({inputs, 4, 1}, 1);
      f.network.parameters.setZero();
      f.tessellation = testing::soupTessellation(f.network, InputSlice::whole(inputs), {});
      f.data.train.task = Task::kRegression;
      f.data.train.labels.clear();
      f.data.train.classNames.clear();
      f.data.train.targets = Matrix::Random(30, 1);
      f.data.test = f.data.train;
      TessellationFigure content = f.content();
      content.isClassifier = false;
      CHECK(writeTessellationFigure(content, folder.file("a.png")).ok());
    }
  }

  TEST_CASE("a path that cannot be written is an error and leaves nothing behind") {
    const ScratchFolder folder;
    const Fixture f = fixtureFor({2, 4, 1}, 1);
    const Status missing = writeTessellationFigure(f.content(), folder.file("no/such/a.png"));
    CHECK_FALSE(missing.ok());
    CHECK(missing.message().find("a.png") != std::string::npos);
    fs::create_directory(folder.file("taken.svg"));
    CHECK_FALSE(writeTessellationFigure(f.content(), folder.file("taken.svg")).ok());
    CHECK(folder.fileCount() == 1);
    if (fs::exists("/dev/full")) {
      // The device on which every write fails as on a full disk.
      fs::create_symlink("/dev/full", folder.file("full.svg"));
      const Status full = writeTessellationFigure(f.content(), folder.file("full.svg"));
      CHECK_FALSE(full.ok());
      CHECK(full.message().find("full") != std::string::npos);
    }
  }

  TEST_CASE("an unknown ending names the known ones, before anything is drawn") {
    const Fixture f = fixtureFor({2, 4, 1}, 1);
    for (const char* name : {"figure.jpg", "figure", "figure.svg.gz", ".png"}) {
      CAPTURE(name);
      const Status status = writeTessellationFigure(f.content(), name);
      CHECK_FALSE(status.ok());
      for (const char* ending : {".svg", ".pdf", ".png"}) {
        CHECK(status.message().find(ending) != std::string::npos);
      }
    }
  }

  TEST_CASE("options outside their range are refused with a reason") {
    const ScratchFolder folder;
    const Fixture f = fixtureFor({2, 4, 1}, 1);
    const std::string path = folder.file("a.png");
    const auto isRefused = [&](const FigureOptions& options) {
      return !writeTessellationFigure(f.content(), path, options).ok();
    };
    CHECK(isRefused({.width = 100.0}));
    CHECK(isRefused({.width = std::nan("")}));
    CHECK(isRefused({.scale = 0.0}));
    CHECK(isRefused({.scale = 1000.0}));  // Longer than a bitmap can be.
    CHECK(isRefused({.fontSize = 1.0}));
    CHECK(isRefused({.colorHalfRange = -1.0}));
    TessellationFigure noLogit = f.content();
    noLogit.isLogit = false;
    const Status status =
        writeTessellationFigure(noLogit, path, {.fill = FigureFill::kProbability});
    CHECK(status.message().find("bce") != std::string::npos);
    CHECK(folder.fileCount() == 0);
  }
}

}  // namespace
}  // namespace adamscope
