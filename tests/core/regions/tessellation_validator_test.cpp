#include "core/regions/tessellation_validator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "tests/support/oracle_files.h"
#include "tests/support/soup_tessellation.h"
#include "tests/support/test_executors.h"

namespace adamscope {
namespace {

std::string firstOf(const std::vector<std::string>& problems) {
  return problems.empty() ? std::string() : problems.front();
}

/// Everything holds, and no face was passed over in silence.
void checkValid(const Network& network, const Tessellation& cells,
                const ValidationOptions& options = {}) {
  const ValidationReport report = inspectTessellation(network, cells, options);
  CHECK(firstOf(report.problems) == "");
  const std::size_t decided = report.facesByForwardPass + report.facesByExactArithmetic;
  CHECK(decided == (cells.exact ? report.faceCount : 0));
}

Network sampleNetwork(std::uint64_t seed, int inputs, int maxWidth, int depth) {
  Random random(seed, 21);
  Architecture shape{{inputs}};
  for (int l = 0; l < depth; ++l) {
    shape.widths.push_back(1 +
                           static_cast<int>(random.below(static_cast<std::uint64_t>(maxWidth))));
  }
  shape.widths.push_back(1 + static_cast<int>(random.below(2)));
  if (random.below(3) == 0) shape.leakySlope = 0.01;
  return testing::randomNetwork(shape, seed);
}

bool areEqual(const Tessellation& a, const Tessellation& b) {
  const auto samePoint = [](const SlicePoint& p, const SlicePoint& q) {
    return p.x == q.x && p.y == q.y;
  };
  const auto sameEdge = [](const TessellationEdge& e, const TessellationEdge& f) {
    return e.from == f.from && e.to == f.to && e.leftFace == f.leftFace &&
           e.rightFace == f.rightFace && e.layer == f.layer && e.neuron == f.neuron;
  };
  return a.exact == b.exact && std::ranges::equal(a.vertices, b.vertices, samePoint) &&
         std::ranges::equal(a.edges, b.edges, sameEdge) && a.loopStart == b.loopStart &&
         a.loopVertices == b.loopVertices && a.loopEdges == b.loopEdges && a.masks == b.masks;
}

constexpr SliceDomain kSquare{-1, 1, -1, 1};

Tessellation someCells(Network& network) {
  network = testing::randomNetwork({{2, 8, 6, 1}}, 5);
  return tessellate(network, InputSlice::whole(2), kSquare);
}

}  // namespace

TEST_SUITE("regions") {
  TEST_CASE("tessellations of 1,600 random networks, depth 1 to 6, are valid") {
    for (std::uint64_t seed = 0; seed < 1600; ++seed) {
      CAPTURE(seed);
      const int depth = 1 + static_cast<int>(seed % 6);
      const Network network = sampleNetwork(seed, 2, 12, depth);
      checkValid(network, tessellate(network, InputSlice::whole(2), kSquare),
                 {.generalPosition = true});
    }
  }

  TEST_CASE("every face of 100 random tessellations is proved in exact arithmetic") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      CAPTURE(seed);
      const Network network = sampleNetwork(seed, 2, 8, 1 + static_cast<int>(seed % 4));
      checkValid(network, tessellate(network, InputSlice::whole(2), kSquare),
                 {.generalPosition = true, .proveEveryFace = true});
    }
  }

  TEST_CASE("tessellations of planes in 3 to 5 inputs and of odd domains are valid") {
    const SliceDomain domains[] = {{-1, 1, -1, 1}, {-1e-6, 2e-6, -3, 3}, {-1e4, 1e4, 0, 5}};
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      const int inputs = 3 + static_cast<int>(seed % 3);
      const Network network = sampleNetwork(seed, inputs, 10, 1 + static_cast<int>(seed % 4));
      Random random(seed, 22);
      InputSlice slice{Vector(inputs), Matrix(inputs, 2)};
      for (double& x : slice.origin) x = random.normal();
      for (double& x : slice.directions.reshaped()) x = random.normal();
      const Tessellation cells = tessellate(network, slice, domains[(seed / 3) % 3]);
      checkValid(network, cells, {.generalPosition = true});
    }
  }

  TEST_CASE("one-dimensional tessellations are valid") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      const int inputs = 1 + static_cast<int>(seed % 3);
      const Network network = sampleNetwork(seed, inputs, 12, 1 + static_cast<int>(seed % 6));
      const InputSlice slice{Vector::Constant(inputs, 0.1), Matrix::Ones(inputs, 1)};
      const Tessellation cells = tessellate(network, slice, {-3, 2, 0, 1});
      checkValid(network, cells, {.generalPosition = true});
      checkValid(network, cells, {.generalPosition = true, .proveEveryFace = true});
    }
  }

  TEST_CASE("degenerate integer networks are valid, decided exactly where lines coincide") {
    std::size_t exactFaces = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      Network network = sampleNetwork(seed, 2, 8, 1 + static_cast<int>(seed % 4));
      Random random(seed, 23);
      for (double& w : network.parameters) w = static_cast<double>(random.below(5)) - 2.0;
      const Tessellation cells = tessellate(network, InputSlice::whole(2), kSquare);
      checkValid(network, cells);
      checkValid(network, cells, {.proveEveryFace = true});
      exactFaces += inspectTessellation(network, cells).facesByExactArithmetic;
    }
    CHECK(exactFaces > 0);  // neurons that vanish on whole faces do occur
  }

  TEST_CASE("the reference networks have valid tessellations") {
    for (const testing::NetworkOracle& oracle : testing::networkOracles()) {
      if (oracle.regions > 12000) continue;  // time
      CAPTURE(oracle.name);
      checkValid(oracle.network, tessellate(oracle.network, InputSlice::whole(2), kSquare),
                 {.generalPosition = true});
    }
  }

  TEST_CASE("the validator notices a wrong bit, and a repeated pattern") {
    Network network;
    Tessellation cells = someCells(network);
    REQUIRE(validateTessellation(network, cells).empty());
    for (const bool isProof : {false, true}) {
      Tessellation wrong = cells;
      wrong.masks[3] ^= 1ULL << 2;
      CHECK_FALSE(validateTessellation(network, wrong, {.proveEveryFace = isProof}).empty());
    }
    Tessellation repeated = cells;
    const auto words = static_cast<std::ptrdiff_t>(repeated.maskWords);
    std::copy_n(repeated.masks.begin(), words, repeated.masks.begin() + words);
    repeated.exact = false;  // leaves the checks that need no network
    CHECK_FALSE(validateTessellation(network, repeated).empty());
  }

  TEST_CASE("the validator notices a moved vertex, a swapped side and a wrong neuron") {
    Network network;
    const Tessellation cells = someCells(network);
    std::size_t inner = cells.vertices.size() - 1;  // the last vertices are inside
    Tessellation moved = cells;
    moved.vertices[inner].x += 1e-3;
    CHECK_FALSE(validateTessellation(network, moved, {.proveEveryFace = true}).empty());
    Tessellation swapped = cells;
    std::swap(swapped.edges.back().leftFace, swapped.edges.back().rightFace);
    CHECK_FALSE(validateTessellation(network, swapped).empty());
    Tessellation renamed = cells;
    renamed.edges.back().neuron = (renamed.edges.back().neuron + 1) % 6;
    CHECK_FALSE(validateTessellation(network, renamed).empty());
    Tessellation offBorder = cells;
    offBorder.vertices[0].x += 1e-12;
    CHECK_FALSE(validateTessellation(network, offBorder).empty());
    Tessellation extra = cells;
    extra.vertices.push_back({0, 0});
    CHECK_FALSE(validateTessellation(network, extra).empty());
    Tessellation broken = cells;
    broken.loopEdges.pop_back();
    CHECK_FALSE(validateTessellation(network, broken).empty());
  }

  TEST_CASE("the validator notices that another network was tessellated") {
    Network network;
    const Tessellation cells = someCells(network);
    network.weight(2)(0, 0) += 0.5;
    CHECK_FALSE(validateTessellation(network, cells).empty());
  }

  TEST_CASE("the order in which tasks run does not change a single array") {
    testing::ReverseExecutor reverse;
    testing::ShuffledExecutor shuffled(7);
    testing::ThreadedExecutor threaded;
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      CAPTURE(seed);
      const Network network =
          testing::randomNetwork({{2, 24, 24, 12, 1}, seed % 2 == 0 ? 0.0 : 0.1}, seed);
      const InputSlice slice = InputSlice::whole(2);
      const Tessellation serial = tessellate(network, slice, kSquare);
      REQUIRE(serial.faceCount() > 500);  // several tasks in every part of the work
      for (Executor* executor :
           {static_cast<Executor*>(&reverse), static_cast<Executor*>(&shuffled),
            static_cast<Executor*>(&threaded)}) {
        CHECK(areEqual(serial, tessellate(network, slice, kSquare, {.executor = executor})));
        const TessellationOptions capped{.maxRegions = 200};
        const TessellationOptions cappedThere{.maxRegions = 200, .executor = executor};
        CHECK(areEqual(tessellate(network, slice, kSquare, capped),
                       tessellate(network, slice, kSquare, cappedThere)));
      }
    }
  }

  TEST_CASE("at the cap the complex is still valid, and never larger than the cap") {
    const std::vector<Architecture> shapes{
        {{2, 300, 1}}, {{2, 12, 12, 12, 12, 1}}, {{2, 1, 40, 1}}, {{1, 40, 40, 1}}, {{2, 5, 1}}};
    for (const Architecture& shape : shapes) {
      CAPTURE(shape.describe());
      const Network network = testing::randomNetwork(shape, 3);
      const InputSlice slice = InputSlice::whole(shape.inputCount());
      const int whole = tessellate(network, slice, kSquare).faceCount();
      for (const int cap : {1, 2, 10, 100, whole - 1, whole}) {
        if (cap < 1) continue;
        CAPTURE(cap);
        const Tessellation cells =
            tessellate(network, slice, kSquare, {.maxRegions = static_cast<std::size_t>(cap)});
        CHECK(cells.faceCount() <= cap);
        CHECK(cells.exact == (cap >= whole));
        checkValid(network, cells);
      }
    }
  }
}

}  // namespace adamscope
