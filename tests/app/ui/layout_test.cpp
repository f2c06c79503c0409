// The places of the panels: whatever the window, nothing overlaps and nothing lies outside.
#include "app/ui/layout.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace adamscope::ui {
namespace {

using NamedRect = std::pair<const char*, Rect>;

std::vector<NamedRect> shownParts(const Layout& layout) {
  std::vector<NamedRect> shown;
  for (const NamedRect& part :
       std::vector<NamedRect>{{"menu", layout.menu},
                              {"transport", layout.transport},
                              {"left", layout.left},
                              {"views", layout.views},
                              {"theory", layout.theory},
                              {"inspector", layout.inspector},
                              {"plots", layout.plots},
                              {"timeline", layout.timeline},
                              {"status", layout.status},
                              {"setup splitter", layout.setupSplitter},
                              {"inspector splitter", layout.inspectorSplitter},
                              {"theory splitter", layout.theorySplitter},
                              {"plots splitter", layout.plotsSplitter}}) {
    if (!part.second.isEmpty()) shown.push_back(part);
  }
  return shown;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

float areaOf(const Rect& rect) { return rect.isEmpty() ? 0.0F : rect.width * rect.height; }

/// All combinations of what can be shown.
std::vector<PanelVisibility> visibilities() {
  std::vector<PanelVisibility> all;
  for (unsigned bits = 0; bits < 64; ++bits) {
    const auto bit = [&](unsigned index) { return ((bits >> index) & 1U) != 0; };
    all.push_back({.setup = bit(0),
                   .inspector = bit(1),
                   .plots = bit(2),
                   .timeline = bit(3),
                   .theory = bit(4),
                   .areAllHidden = bit(5)});
  }
  return all;
}

void checkLayout(const LayoutInput& input) {
  const Layout layout = computeLayout(input);
  const std::vector<NamedRect> parts = shownParts(layout);
  float covered = 0.0F;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Rect& rect = parts[i].second;
    CAPTURE(std::string(parts[i].first));
    CHECK(rect.x >= 0);
    CHECK(rect.y >= 0);
    CHECK(rect.right() <= input.window.x);
    CHECK(rect.bottom() <= input.window.y);
    CHECK(rect.x == std::floor(rect.x));
    CHECK(rect.height == std::floor(rect.height));
    covered += areaOf(rect);
    for (std::size_t j = 0; j < i; ++j) {
      CAPTURE(std::string(parts[j].first));
      CHECK_FALSE(overlap(rect, parts[j].second));
    }
  }
  // No holes either.
  CHECK(covered == std::floor(input.window.x) * std::floor(input.window.y));
  CHECK(layout.views.width >= 256 * input.scale);
  CHECK(layout.views.height >= 159 * input.scale);
  for (const Rect& column : {layout.left, layout.inspector, layout.theory}) {
    if (!column.isEmpty()) CHECK(column.width >= std::floor(200 * input.scale));
  }
  if (!layout.plots.isEmpty()) CHECK(layout.plots.height >= std::floor(120 * input.scale));
  const PanelVisibility& visible = input.visible;
  if (visible.areAllHidden) return;
  // What was asked for is somewhere.
  CHECK((!visible.setup || layout.setupIsTab));
  CHECK((!visible.inspector || !layout.inspector.isEmpty() || layout.inspectorIsTab));
  CHECK((!visible.theory || !layout.theory.isEmpty() || layout.theoryIsTab));
  CHECK((layout.setupIsTab || layout.inspectorIsTab || layout.theoryIsTab) !=
        layout.left.isEmpty());
}

}  // namespace

TEST_SUITE("ui") {
  TEST_CASE("no size, scale and choice of panels makes parts overlap, leave the window or vanish") {
    const std::vector<ImVec2> windows{{1024, 700},  {1280, 720},  {1366, 768},  {1600, 1000},
                                      {1920, 1080}, {2560, 1440}, {3840, 2160}, {1601, 999}};
    for (const ImVec2& window : windows) {
      for (const float scale : {1.0F, 1.25F, 1.5F, 2.0F}) {
        for (const PanelVisibility& visible : visibilities()) {
          CAPTURE(window.x);
          CAPTURE(scale);
          checkLayout({window, scale, visible, {}});
          checkLayout({window, scale, visible, {4000, 4000, 4000, 4000}});
          checkLayout({window, scale, visible, {1, 1, 1, 1}});
        }
      }
    }
  }

  TEST_CASE("views and plots take at least 60 % of the usual window with all panels shown") {
    const Layout layout = computeLayout({{1600, 1000}, 1.0F, {}, {}});
    const float share =
        (areaOf(layout.views) + areaOf(layout.plots) + areaOf(layout.timeline)) / (1600 * 1000);
    CHECK(share >= 0.6F);
    CHECK_FALSE(layout.inspectorIsTab);
  }

  TEST_CASE("Tab leaves the views alone with the bars") {
    const Layout layout = computeLayout({{1600, 1000}, 1.0F, {.areAllHidden = true}, {}});
    CHECK(areaOf(layout.views) >= 0.88F * 1600 * 1000);
    CHECK(layout.left.isEmpty());
    CHECK(layout.plots.isEmpty());
  }

  TEST_CASE("under 1280 x 720 the inspector is a tab of the left column") {
    CHECK(computeLayout({{1279, 900}, 1.0F, {}, {}}).inspectorIsTab);
    CHECK(computeLayout({{1400, 719}, 1.0F, {}, {}}).inspectorIsTab);
    CHECK_FALSE(computeLayout({{1280, 720}, 1.0F, {}, {}}).inspectorIsTab);
    // It is the size in the design's pixels that counts.
    CHECK(computeLayout({{1600, 1000}, 1.5F, {}, {}}).inspectorIsTab);
  }

  TEST_CASE("the same window at twice the scale and twice the size has the same layout") {
    const Layout once = computeLayout({{1600, 1000}, 1.0F, {}, {}});
    const Layout twice = computeLayout({{3200, 2000}, 2.0F, {}, {}});
    const auto parts = shownParts(once);
    const auto doubled = shownParts(twice);
    REQUIRE(parts.size() == doubled.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      CAPTURE(std::string(parts[i].first));
      const Rect& rect = parts[i].second;
      CHECK(doubled[i].second == Rect{2 * rect.x, 2 * rect.y, 2 * rect.width, 2 * rect.height});
    }
  }

  TEST_CASE("a splitter follows the mouse, stops at its limits and comes back from them at once") {
    LayoutInput input{{1600, 1000}, 1.0F, {}, {}};
    const float before = computeLayout(input).left.width;
    input.sizes = dragged(input, Splitter::kSetup, 30);
    CHECK(computeLayout(input).left.width == before + 30);
    for (int i = 0; i < 50; ++i) input.sizes = dragged(input, Splitter::kSetup, 100);
    const float most = computeLayout(input).left.width;
    input.sizes = dragged(input, Splitter::kSetup, -10);
    CHECK(computeLayout(input).left.width == most - 10);
    const float plots = computeLayout(input).plots.height;
    input.sizes = dragged(input, Splitter::kPlots, -40);
    CHECK(computeLayout(input).plots.height == plots + 40);
    const float inspector = computeLayout(input).inspector.width;
    input.sizes = dragged(input, Splitter::kInspector, -20);
    CHECK(computeLayout(input).inspector.width == inspector + 20);
  }
}

}  // namespace adamscope::ui
