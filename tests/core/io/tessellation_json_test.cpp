#include "core/io/tessellation_json.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/network/forward.h"
#include "tests/support/soup_tessellation.h"

namespace adamscope {
namespace {

using Json = nlohmann::json;

// The affine maps and the forward pass round in different orders.
constexpr double kRounding = 1e-11;

TEST_SUITE_BEGIN("io");

TEST_CASE("the written complex is the tessellation, vertex for vertex and face for face") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    const Network network = testing::randomNetwork(Architecture{{2, 6, 5, 2}}, seed);
    const Tessellation regions = tessellate(network, InputSlice::whole(2), SliceDomain{});
    const Json written = Json::parse(tessellationToJson(network, regions));
    CHECK(written["exact"] == true);
    REQUIRE(written["vertices"].size() == regions.vertices.size());
    for (std::size_t i = 0; i < regions.vertices.size(); ++i) {
      CHECK(written["vertices"][i] == Json({regions.vertices[i].x, regions.vertices[i].y}));
    }
    CHECK(written["edges"].size() == regions.edges.size());
    CHECK(written["faces"].size() == static_cast<std::size_t>(regions.faceCount()));
    CHECK(std::abs(totalArea(regions) - 4.0) <= kRounding);
  }
}

TEST_CASE("a face's mask and map are those of the network inside the face") {
  const Network network = testing::randomNetwork(Architecture{{2, 6, 5, 2}}, 3);
  const Tessellation regions = tessellate(network, InputSlice::whole(2), SliceDomain{});
  const Json written = Json::parse(tessellationToJson(network, regions));
  for (const Json& face : written["faces"]) {
    // The mean of a convex face's corners is inside.
    Matrix center = Matrix::Zero(1, 2);
    for (const Json& vertex : face["vertices"]) {
      const Json& at = written["vertices"][vertex.get<std::size_t>()];
      center(0, 0) += at[0].get<double>() / static_cast<double>(face["vertices"].size());
      center(0, 1) += at[1].get<double>() / static_cast<double>(face["vertices"].size());
    }
    ForwardPass pass;
    forward(network, center, pass);
    for (std::size_t output = 0; output < 2; ++output) {
      const Json& map = face["map"][output];
      const double value = map[0].get<double>() * center(0, 0) +
                           map[1].get<double>() * center(0, 1) + map[2].get<double>();
      CHECK(std::abs(value - pass.output()(0, static_cast<Eigen::Index>(output))) <= kRounding);
    }
    const Vector first = network.weight(1) * center.row(0).transpose() + network.bias(1);
    const auto mask = face["mask"][0].get<std::string>();
    REQUIRE(mask.size() == 6);
    for (Eigen::Index j = 0; j < 6; ++j) {
      // A centre this near to a boundary belongs to a sliver and decides nothing.
      if (std::abs(first[j]) <= kRounding) continue;
      CHECK((mask[static_cast<std::size_t>(j)] == '1') == (first[j] > 0.0));
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
