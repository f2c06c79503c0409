#include "app/model/slice_editing.h"

#include <doctest/doctest.h>

#include "core/session/presets.h"

namespace adamscope {
namespace {

Experiment experimentOf(const char* preset) {
  return std::move(*prepareExperiment(findPreset(preset)->config));
}

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("each kind of slice is ready to look at once it is chosen") {
    for (const char* preset : {"iris", "penguins", "spheres"}) {
      const Experiment experiment = experimentOf(preset);
      for (const SliceKind kind :
           {SliceKind::kAuto, SliceKind::kPca, SliceKind::kAxes, SliceKind::kPoints}) {
        CAPTURE(std::string(preset));
        CAPTURE(static_cast<int>(kind));
        const Config config = withSliceKind(experiment.config, kind, experiment);
        CHECK(config.slice.kind == kind);
        const Result<ViewRequest> view = viewOfConfig(config, experiment);
        CHECK_MESSAGE(view.ok(), view.message());
      }
    }
  }

  TEST_CASE("axes begin as the plane that was looked at, and keep what was typed") {
    const Experiment experiment = experimentOf("iris");
    Config config = withSliceKind(experiment.config, SliceKind::kAxes, experiment);
    CHECK(viewOfConfig(config, experiment)->slice.origin == experiment.slice.origin);
    config.slice.u = {1.0, 0.0, 0.0, 0.0};
    const Config away = withSliceKind(config, SliceKind::kPca, experiment);
    CHECK(withSliceKind(away, SliceKind::kAxes, experiment).slice.u == config.slice.u);
  }

  TEST_CASE("a slice that does not fit the samples is refused with the reason") {
    const Experiment experiment = experimentOf("iris");
    Config config = withSliceKind(experiment.config, SliceKind::kAxes, experiment);
    config.slice.u = {1.0, 0.0};
    CHECK_FALSE(viewOfConfig(config, experiment).ok());
    config = withSliceKind(experiment.config, SliceKind::kPoints, experiment);
    config.slice.samples = {0, 1, 500};
    CHECK(viewOfConfig(config, experiment).message().find("sample 500") != std::string::npos);
    config.slice.samples = {0, 1, 1};
    CHECK_FALSE(viewOfConfig(config, experiment).ok());
    config = experiment.config;
    config.slice.domain = {1.0, -1.0, 0.0, 1.0};
    CHECK_FALSE(viewOfConfig(config, experiment).ok());
  }
}

}  // namespace adamscope
