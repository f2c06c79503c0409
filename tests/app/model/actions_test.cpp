#include "app/model/actions.h"

#include <doctest/doctest.h>

#include "tests/support/configs.h"

namespace adamscope {
namespace {

using testing::configWith;

TEST_SUITE_BEGIN("model");

TEST_CASE("a drag is one step of undo, however many previews it had") {
  const Config start = configWith({});
  ConfigHistory history(start);
  for (const char* rate : {"0.02", "0.03", "0.04"}) {
    history.preview(configWith({std::string("optimizer.learning_rate=") + rate}));
  }
  history.commit(configWith({"optimizer.learning_rate=0.04"}));
  CHECK(history.now().optimizer.learningRate == 0.04);
  REQUIRE(history.undo());
  CHECK(history.now() == start);
  CHECK_FALSE(history.canUndo());
  REQUIRE(history.redo());
  CHECK(history.now().optimizer.learningRate == 0.04);
  CHECK_FALSE(history.redo());
}

TEST_CASE("an edit that changes nothing is no step of undo") {
  ConfigHistory history(configWith({}));
  history.preview(configWith({"steps=5"}));
  history.commit(configWith({}));
  CHECK_FALSE(history.canUndo());
}

TEST_CASE("a new edit ends what could be redone") {
  ConfigHistory history(configWith({}));
  history.commit(configWith({"steps=5"}));
  REQUIRE(history.undo());
  history.commit(configWith({"steps=6"}));
  CHECK_FALSE(history.canRedo());
}

TEST_CASE("what the session refused is taken back, but not in the middle of a drag") {
  ConfigHistory history(configWith({}));
  history.preview(configWith({"optimizer.learning_rate=0.5"}));
  history.adopt(configWith({}));
  CHECK(history.now().optimizer.learningRate == 0.5);
  history.commit(configWith({"optimizer.learning_rate=0.5"}));
  history.adopt(configWith({}));
  CHECK(history.now() == configWith({}));
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
