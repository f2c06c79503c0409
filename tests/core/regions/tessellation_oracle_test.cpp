#include <doctest/doctest.h>

#include "core/regions/tessellation.h"
#include "tests/support/oracle_files.h"

namespace adamscope {

TEST_SUITE("regions") {
  TEST_CASE("the reference networks have exactly the regions, vertices and edges of four tools") {
    const std::vector<testing::NetworkOracle> oracles = testing::networkOracles();
    REQUIRE(oracles.size() >= 19);
    for (const testing::NetworkOracle& oracle : oracles) {
      CAPTURE(oracle.name);
      const Tessellation cells = tessellate(oracle.network, InputSlice::whole(2), {-1, 1, -1, 1});
      CHECK(cells.exact);
      CHECK(static_cast<std::size_t>(cells.faceCount()) == oracle.regions);
      CHECK(cells.vertices.size() == oracle.vertices);
      CHECK(cells.reportedEdgeCount() == oracle.edges);
    }
  }
}

}  // namespace adamscope
