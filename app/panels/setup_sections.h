// The sections of the Setup panel, one source file each. A header promises what most of the keys
// below it do; a row that does otherwise is marked (setup_rows.h).
#pragma once

#include <array>
#include <string_view>

#include "app/panels/setup_state.h"
#include "app/ui/rows.h"

namespace adamscope {

inline constexpr std::array<std::string_view, 6> kDataKeys{
    "data.source", "data.samples", "data.noise", "data.test_fraction", "data.seed", "data.scaling"};
inline constexpr std::array<std::string_view, 5> kNetworkKeys{
    "network.hidden", "network.leaky_slope", "network.initialization", "network.seed",
    "network.load"};
inline constexpr std::array<std::string_view, 10> kOptimizerKeys{"loss",
                                                                 "optimizer.name",
                                                                 "optimizer.learning_rate",
                                                                 "optimizer.beta1",
                                                                 "optimizer.beta2",
                                                                 "optimizer.epsilon",
                                                                 "optimizer.weight_decay",
                                                                 "optimizer.momentum",
                                                                 "batch.size",
                                                                 "batch.seed"};
inline constexpr std::array<std::string_view, 5> kBoundsKeys{"steps", "theory.c", "theory.d_eff",
                                                             "theory.window", "limits.keyframe_mb"};
inline constexpr std::array<std::string_view, 7> kSliceKeys{
    "slice.kind",    "slice.origin", "slice.u",           "slice.v",
    "slice.samples", "slice.domain", "limits.max_regions"};

/// The badge of a section with these keys.
ui::Badge badgeOf(std::span<const std::string_view> keys);

void drawPresetSection(const SetupContext& context);
void drawDataSection(const SetupContext& context);
/// The grid of data sets to choose from, and "CSV...".
void drawDataSources(const SetupContext& context);
/// The pencil, the eraser and the class of what is drawn.
void drawPointTools(const SetupContext& context);
void drawNetworkSection(const SetupContext& context);
/// One editable chip for each hidden layer.
void drawWidthChips(const SetupContext& context);
void drawOptimizerSection(const SetupContext& context);
void drawBoundsSection(const SetupContext& context);
void drawSliceSection(const SetupContext& context);

}  // namespace adamscope
