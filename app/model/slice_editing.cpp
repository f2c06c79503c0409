#include "app/model/slice_editing.h"

namespace adamscope {

namespace {

std::vector<double> numbersOf(const Vector& vector) {
  return {vector.data(), vector.data() + vector.size()};
}

}  // namespace

Result<ViewRequest> viewOfConfig(const Config& config, const Experiment& experiment) {
  if (const Status valid = validateConfig(config); !valid) return valid.error();
  Result<InputSlice> slice = sliceOf(config.slice, experiment.data.train.inputs);
  if (!slice) return slice.error();
  const Result<SliceDomain> domain = domainOf(config.slice, *slice, experiment.data);
  if (!domain) return domain.error();
  return ViewRequest{.slice = std::move(*slice),
                     .domain = *domain,
                     .maxRegions = static_cast<std::size_t>(config.limits.maxRegions)};
}

Config withSliceKind(const Config& config, SliceKind kind, const Experiment& experiment) {
  Config changed = config;
  changed.slice.kind = kind;
  changed.slice.domain.clear();
  const DataSet& train = experiment.data.train;
  const auto inputs = static_cast<std::size_t>(train.featureCount());
  const bool lacksAxes = changed.slice.u.size() != inputs || changed.slice.v.size() != inputs;
  if (kind == SliceKind::kAxes && inputs >= 2 && lacksAxes) {
    const Result<ViewRequest> now = viewOfConfig(config, experiment);
    const InputSlice& slice = now ? now->slice : experiment.slice;
    changed.slice.origin = numbersOf(slice.origin);
    changed.slice.u = numbersOf(slice.directions.col(0));
    changed.slice.v = numbersOf(slice.directions.col(1));
  }
  const bool lacksSamples = changed.slice.samples.size() != 3;
  if (kind == SliceKind::kPoints && lacksSamples && train.sampleCount() >= 3) {
    changed.slice.samples = {0, 1, 2};
  }
  return changed;
}

}  // namespace adamscope
