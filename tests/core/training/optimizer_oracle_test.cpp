// Training runs against PyTorch's, in float64 (tests/oracles/README.md).
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/training/trainer.h"
#include "tests/support/oracle_files.h"

namespace adamscope {
namespace {

// The same formulas in another order of summation, carried through 500 steps of a chaotic map;
// the differences seen are below 1e-12.
constexpr double kTolerance = 1e-10;

struct Row {
  const char* name;
};

nlohmann::json loadOracle(const std::string& name) {
  return testing::readOracle("optimizers/" + name + ".json");
}

Vector flatLayers(const Architecture& shape, const nlohmann::json& layers) {
  Vector flat(shape.parameterCount());
  Eigen::Index next = 0;
  for (const nlohmann::json& layer : layers) {
    for (const nlohmann::json& row : layer["weight"]) {
      for (const nlohmann::json& entry : row) flat(next++) = entry.get<double>();
    }
    for (const nlohmann::json& entry : layer["bias"]) flat(next++) = entry.get<double>();
  }
  REQUIRE(next == flat.size());
  return flat;
}

DataSet readData(const nlohmann::json& oracle) {
  DataSet data;
  const nlohmann::json& points = oracle["X"];
  data.inputs.resize(static_cast<Eigen::Index>(points.size()), 2);
  for (std::size_t i = 0; i < points.size(); ++i) {
    data.inputs.row(static_cast<Eigen::Index>(i)) << points[i][0].get<double>(),
        points[i][1].get<double>();
    data.labels.push_back(static_cast<int>(oracle["y"][i].get<double>()));
  }
  data.featureNames = {"x", "y"};
  data.classNames = {"0", "1"};
  return data;
}

TrainerConfig readConfig(const nlohmann::json& oracle) {
  TrainerConfig config;
  config.loss = oracle["loss"] == "bce" ? Loss::kBce : Loss::kMse;
  const std::string optimizer = oracle["optimizer"];
  config.optimizer.kind = optimizer == "adam"    ? OptimizerKind::kAdam
                          : optimizer == "adamw" ? OptimizerKind::kAdamW
                                                 : OptimizerKind::kSgd;
  const nlohmann::json& hyper = oracle["hyper"];
  config.optimizer.learningRate = hyper["lr"];
  config.optimizer.weightDecay = hyper.value("weight_decay", 0.0);
  config.optimizer.momentum = hyper.value("momentum", 0.0);
  return config;
}

double relativeDistance(const Vector& a, const Vector& b) { return (a - b).norm() / b.norm(); }

TEST_SUITE("training") {
  TEST_CASE("500 steps of each optimizer agree with PyTorch") {
    const Row rows[] = {{"2-16-1_bce_adam"},  {"2-16-1_bce_adamw"},  {"2-16-1_bce_sgdm"},
                        {"2-8-8-1_mse_adam"}, {"2-8-8-1_mse_adamw"}, {"2-8-8-1_mse_sgdm"}};
    for (const Row& row : rows) {
      CAPTURE(row.name);
      const nlohmann::json oracle = loadOracle(row.name);
      Network network{{oracle["widths"].get<std::vector<int>>(), 0.0}, {}};
      const Architecture shape = network.architecture;
      network.parameters = flatLayers(shape, oracle["init"]);
      Trainer trainer = Trainer::create(readData(oracle), network, readConfig(oracle)).value();
      std::size_t snapshot = 0;
      for (std::size_t t = 0; t < 500; ++t) {
        CAPTURE(t);
        const StepOutcome outcome = trainer.step();
        const double loss = oracle["loss_before_each_step"][t];
        REQUIRE(outcome.applied());
        REQUIRE(outcome.trainingLoss == outcome.batchLoss);
        REQUIRE(std::abs(outcome.trainingLoss - loss) <= kTolerance * loss);
        if (t == 0) {
          const Vector gradient = flatLayers(shape, oracle["grad_at_init"]);
          CHECK(relativeDistance(trainer.gradient(), gradient) <= kTolerance);
        }
        const nlohmann::json& next = oracle["snapshots"][snapshot];
        if (next["step"].get<long>() != trainer.stepCount()) continue;
        const Vector expected = flatLayers(shape, next["layers"]);
        CHECK(relativeDistance(trainer.network().parameters, expected) <= kTolerance);
        const double lossAfter = next["loss_after"];
        CHECK(std::abs(trainer.trainingLoss() - lossAfter) <= kTolerance * lossAfter);
        if (snapshot + 1 < oracle["snapshots"].size()) ++snapshot;
      }
      CHECK(oracle["snapshots"][snapshot]["step"] == 500);
    }
  }
}

}  // namespace
}  // namespace adamscope
