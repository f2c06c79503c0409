#include "app/panels/commands.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("panels");

TEST_CASE("no two commands share a key, and menus are not torn apart") {
  std::set<std::string> keys;
  std::set<std::string> menus;
  std::string last;
  for (const CommandSpec& spec : commandTable()) {
    CAPTURE(spec.label);
    CHECK(specOf(spec.id).label == std::string(spec.label));
    if (spec.chord.key != 0) CHECK(keys.insert(ui::describe(spec.chord)).second);
    if (spec.menu != last) CHECK(menus.insert(spec.menu).second);
    last = spec.menu;
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
