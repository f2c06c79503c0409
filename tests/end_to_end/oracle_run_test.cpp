// The whole program against independent tools: a run that starts where a PyTorch run started, on
// the same samples, has PyTorch's losses and the crossings that exact root finding and dense
// sampling counted for it (tests/oracles/README.md).
#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/io/network_file.h"
#include "tests/support/oracle_files.h"
#include "tests/support/program.h"
#include "tests/support/run_logs.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;
using testing::ProgramEnd;

std::string csvOf(const Json& oracle) {
  std::string csv = "x1,x2,label\n";
  for (std::size_t i = 0; i < oracle["X"].size(); ++i) {
    csv += formatReal(oracle["X"][i][0]) + "," + formatReal(oracle["X"][i][1]) + "," +
           std::to_string(static_cast<int>(oracle["y"][i].get<double>())) + "\n";
  }
  return csv;
}

TEST_SUITE_BEGIN("end_to_end");

TEST_CASE("a run from a PyTorch start has PyTorch's losses and the counted crossings") {
  const struct {
    const char* run;
    const char* crossings;
    const char* loss;
    const char* optimizer;
  } rows[] = {
      {"2-8-8-1_mse_adam", "2-8-8-1_mse_adam_lr0.01", "mse", "adam"},
      {"2-16-1_bce_adamw", "2-16-1_bce_adamw_lr0.01", "bce", "adamw"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.run);
    const Json run = testing::readOracle(std::string("optimizers/") + row.run + ".json");
    const Json counts = testing::readOracle(std::string("crossings/") + row.crossings + ".json");
    TemporaryFolder folder;
    const Network start = testing::networkFromOracle(run["widths"], run["init"]);
    REQUIRE(saveNetworkJson(start, folder.file("start.json")).ok());
    REQUIRE(writeFileAtomically(folder.file("samples.csv"), csvOf(run)).ok());
    const double decay = run["hyper"].value("weight_decay", 0.0);
    const ProgramEnd end =
        testing::runProgram({"run",     "--quiet",
                             "--out",   folder.file("run"),
                             "--steps", "300",
                             "--set",   "data.source=csv:" + folder.file("samples.csv"),
                             "--set",   "data.test_fraction=0",
                             "--set",   "network.load=" + folder.file("start.json"),
                             "--set",   std::string("loss=") + row.loss,
                             "--set",   std::string("optimizer.name=") + row.optimizer,
                             "--set",   "optimizer.learning_rate=0.01",
                             "--set",   "optimizer.weight_decay=" + formatReal(decay)});
    REQUIRE_MESSAGE(end.status == 0, end.error);

    const auto exact = counts["exact_per_step"].get<std::vector<std::vector<int>>>();
    std::vector<std::vector<int>> found(exact.size(), std::vector<int>(300, 0));
    for (const testing::LoggedEvent& event :
         testing::readEvents(folder.file("run/crossings.csv"))) {
      ++found.at(static_cast<std::size_t>(event.layer) - 1)
            .at(static_cast<std::size_t>(event.step) - 1);
    }
    CHECK(found == exact);

    const testing::Log steps = testing::readLog(folder.file("run/steps.csv"));
    REQUIRE(steps.rows.size() == 300);
    // Two orders of summation: rounding, amplified along 300 steps.
    constexpr double kRounding = 1e-9;
    for (std::size_t step = 0; step < 300; ++step) {
      const double expected = run["loss_before_each_step"][step];
      CAPTURE(step);
      CHECK(std::abs(steps.number(step, "train_loss") - expected) <= kRounding * expected);
    }
  }
}

TEST_CASE("a float32 safetensors file starts a run like any other network") {
  TemporaryFolder folder;
  // By hand: header length, header, 2 x 2 and 1 x 2 weights with their biases, little endian.
  const std::string header = R"({"0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
                             R"("0.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},)"
                             R"("2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[24,32]},)"
                             R"("2.bias":{"dtype":"F32","shape":[1],"data_offsets":[32,36]}})";
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(header.size() >> (8 * i) & 0xff);
  bytes += header;
  const std::vector<float> numbers{1.0F, -0.5F, 0.25F, 2.0F, 0.1F, -1.0F, 1.5F, -3.0F, 0.75F};
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
  REQUIRE(writeFileAtomically(folder.file("start.safetensors"), bytes).ok());
  const ProgramEnd end =
      testing::runProgram({"run", "--quiet", "--steps", "0", "--out", folder.file("run"), "--set",
                           "network.load=" + folder.file("start.safetensors")});
  REQUIRE_MESSAGE(end.status == 0, end.error);
  const Network network = loadNetwork(folder.file("run/final.json")).value();
  CHECK(network.architecture.widths == std::vector{2, 2, 1});
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CHECK(network.parameters[static_cast<Eigen::Index>(i)] == static_cast<double>(numbers[i]));
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
