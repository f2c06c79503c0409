#include "app/model/width_list.h"

#include <doctest/doctest.h>

#include "core/network/network.h"
#include "core/session/config.h"

namespace adamscope {
namespace {

using Widths = std::vector<int>;

}  // namespace

TEST_SUITE("model") {
  TEST_CASE("widths are whole numbers between commas, blanks or crosses") {
    CHECK(*parseWidths("16") == Widths{16});
    CHECK(*parseWidths(" 32, 32 ") == Widths{32, 32});
    CHECK(*parseWidths("8x8x4") == Widths{8, 8, 4});
    CHECK(parseWidths("")->empty());
    CHECK(parseWidths("abc").message() == "\u201Cabc\u201D is not a whole number");
    CHECK(parseWidths("16, 2.5").message().find("2.5") != std::string::npos);
    CHECK(parseWidths("-1").message() == "a layer needs at least 1 neuron");
    CHECK(parseWidths("0").message() == "a layer needs at least 1 neuron");
    CHECK(parseWidths("4097").message() == "at most 4096 neurons in a layer");
  }

  TEST_CASE("the limits are those of the table of keys") {
    const auto accepts = [](std::size_t layers, int width) {
      std::string text = "network.hidden=";
      for (std::size_t i = 0; i < layers; ++i)
        text.append(i > 0 ? "," : "").append(std::to_string(width));
      Config config;
      return setConfigKey(config, text).ok();
    };
    const auto most = static_cast<std::size_t>(kMostHiddenLayers);
    CHECK(accepts(most, kWidestLayer));
    CHECK_FALSE(accepts(most + 1, kWidestLayer));
    CHECK_FALSE(accepts(most, kWidestLayer + 1));
  }

  TEST_CASE("typing for one layer changes it, splits it or removes it") {
    const Widths widths{16, 8, 4};
    CHECK(*withTypedLayer(widths, 1, "32") == Widths{16, 32, 4});
    CHECK(*withTypedLayer(widths, 1, "7, 6") == Widths{16, 7, 6, 4});
    CHECK(*withTypedLayer(widths, 0, "") == Widths{8, 4});
    CHECK_FALSE(withTypedLayer(widths, 2, "x1y").ok());
    const Widths many(static_cast<std::size_t>(kMostHiddenLayers), 2);
    CHECK(withTypedLayer(many, 0, "2, 2").message() == "at most 64 hidden layers");
  }

  TEST_CASE("a new layer is as wide as the last one") {
    CHECK(withLayerAdded({8, 4}) == Widths{8, 4, 4});
    CHECK(withLayerAdded({}) == Widths{16});
    CHECK(withLayerRemoved({8, 4, 2}, 1) == Widths{8, 2});
  }

  TEST_CASE("parameters are counted as the network counts them, beyond an int, too") {
    for (const Widths& hidden : {Widths{}, Widths{16}, Widths{16, 16}, Widths{3, 70, 5}}) {
      Architecture shape{.widths = {2}};
      shape.widths.insert(shape.widths.end(), hidden.begin(), hidden.end());
      shape.widths.push_back(3);
      CHECK(parameterCountOf(2, hidden, 3) == shape.parameterCount());
    }
    const Widths widest(static_cast<std::size_t>(kMostHiddenLayers), kWidestLayer);
    CHECK(parameterCountOf(1, widest, 1) > 1e9);
  }
}

}  // namespace adamscope
