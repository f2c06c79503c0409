// The detector against independent counts along real training runs (tests/oracles/README.md).
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/crossings/activation_pattern.h"
#include "core/crossings/crossing_detector.h"
#include "core/crossings/region_tracker.h"
#include "tests/support/oracle_files.h"
#include "tests/support/reference_trainer.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::ReferenceOptimizer;
using testing::ReferenceTrainer;

Json readJson(const std::string& path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.good(), path);
  return Json::parse(file);
}

// The training run that an oracle file describes. Its data are in optimizers/.
ReferenceTrainer trainerFor(const Json& oracle) {
  const std::string folder = testing::oraclePath("optimizers/");
  const auto name = oracle["net"].get<std::string>() + "_" + oracle["loss"].get<std::string>() +
                    "_" + oracle["optimizer"].get<std::string>();
  const Json run = readJson(folder + name + ".json");
  Network network{{oracle["widths"].get<std::vector<int>>(), 0.0}, {}};
  network.parameters = Vector::Zero(network.architecture.parameterCount());
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    const Json& layer = oracle["init"][static_cast<std::size_t>(l) - 1];
    MutableWeightView weight = network.weight(l);
    MutableBiasView bias = network.bias(l);
    for (int j = 0; j < weight.rows(); ++j) {
      bias(j) = layer["bias"][static_cast<std::size_t>(j)].get<double>();
      for (int k = 0; k < weight.cols(); ++k) {
        weight(j, k) =
            layer["weight"][static_cast<std::size_t>(j)][static_cast<std::size_t>(k)].get<double>();
      }
    }
  }
  const auto samples = static_cast<Eigen::Index>(run["X"].size());
  Matrix inputs(samples, 2);
  Vector targets(samples);
  for (Eigen::Index i = 0; i < samples; ++i) {
    const auto index = static_cast<std::size_t>(i);
    inputs(i, 0) = run["X"][index][0].get<double>();
    inputs(i, 1) = run["X"][index][1].get<double>();
    targets(i) = run["y"][index].get<double>();
  }
  const Json& hyper = run["hyper"];
  ReferenceOptimizer optimizer;
  optimizer.kind = oracle["optimizer"].get<std::string>();
  optimizer.learningRate = oracle["lr"].get<double>();
  optimizer.momentum = hyper.value("momentum", 0.0);
  optimizer.weightDecay = hyper.value("weight_decay", 0.0);
  return {network, inputs, targets, oracle["loss"].get<std::string>(), optimizer};
}

using CountsPerLayer = std::vector<std::vector<int>>;

}  // namespace

TEST_SUITE("crossings") {
  TEST_CASE("every reference training run has the counted crossings at every step") {
    int files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(testing::oraclePath("crossings"))) {
      ++files;
      CAPTURE(entry.path().filename().string());
      const Json oracle = readJson(entry.path().string());
      const auto exact = oracle["exact_per_step"].get<CountsPerLayer>();
      const auto endpoint = oracle["endpoint_per_step"].get<CountsPerLayer>();
      ReferenceTrainer trainer = trainerFor(oracle);
      CrossingDetector detector(trainer.network().architecture, trainer.inputs());
      ActivationPattern pattern = exactActivationPattern(trainer.network(), trainer.inputs());
      RegionTracker tracker(pattern);
      ForwardPass fromPass;
      ForwardPass toPass;
      forward(trainer.network(), trainer.inputs(), fromPass);
      long total = 0;
      long totalEndpoint = 0;
      for (std::size_t step = 0; step < exact[0].size(); ++step) {
        const Network from = trainer.network();
        trainer.step();
        forward(trainer.network(), trainer.inputs(), toPass);
        std::vector<int> found(exact.size(), 0);
        std::vector<int> parity(exact.size(), 0);
        const std::span<const CrossingEvent> events =
            detector.detect(from, fromPass, trainer.network(), toPass);
        ActivationPattern next = pattern;
        for (const CrossingEvent& event : events) {
          ++found[static_cast<std::size_t>(event.layer) - 1];
          next.flip(event.layer, event.neuron, event.sample);
        }
        REQUIRE(next == exactActivationPattern(trainer.network(), trainer.inputs()));
        for (int l = 1; l <= from.architecture.hiddenLayerCount(); ++l) {
          for (int j = 0; j < from.architecture.width(l); ++j) {
            for (int i = 0; i < next.sampleCount(); ++i) {
              if (next.isActive(l, j, i) != pattern.isActive(l, j, i)) {
                ++parity[static_cast<std::size_t>(l) - 1];
              }
            }
          }
        }
        for (std::size_t l = 0; l < exact.size(); ++l) {
          CAPTURE(step);
          CAPTURE(l);
          CHECK(found[l] == exact[l][step]);
          CHECK(parity[l] == endpoint[l][step]);
          total += exact[l][step];
          totalEndpoint += endpoint[l][step];
        }
        tracker.addStep(events);
        CHECK(tracker.regionHash() == next.hash());
        pattern = std::move(next);
        std::swap(fromPass, toPass);
      }
      CHECK(tracker.counts().crossings == total);
      CHECK(tracker.counts().endpointFlips == totalEndpoint);
      CHECK(tracker.counts().regionChanges <= total);
      CHECK(tracker.counts().regionsVisited <= tracker.counts().regionChanges + 1);
      CHECK(detector.statistics().exactSamples == 0);
    }
    CHECK(files == 10);
  }
}

}  // namespace adamscope
