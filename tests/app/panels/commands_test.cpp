#include "app/panels/commands.h"

#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/window/ui_host.h"
#include "tests/support/preset_session.h"

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

/// The commands over a short run, with ImGui's own clipboard.
struct CommandDesk {
  PresetSession run{"two_moons", 20};
  Settings settings;
  WindowRequests requests;
  std::unique_ptr<UiHost> host = UiHost::createWithoutDrawing(ui::ThemeName::kDark);

  CommandContext context() { return {run.model, run.state, run.actions, settings, requests}; }
};

TEST_CASE("the configuration goes over the clipboard as a command") {
  CommandDesk desk;
  perform(CommandId::kCopyConfig, desk.context());
  const std::string text = ImGui::GetClipboardText();
  CHECK(text == "adamscope run --preset two_moons --steps 1000 --out adamscope-two_moons");
  ImGui::SetClipboardText("adamscope run --preset spirals --set network.hidden=5 --steps 12");
  perform(CommandId::kPasteConfig, desk.context());
  CHECK(desk.run.actions.config().network.hidden == std::vector<int>{5});
  CHECK(desk.run.actions.config().steps == 12);
  CHECK(desk.run.actions.canUndo());
  std::vector<SessionNotice> notices = desk.run.actions.takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK_FALSE(notices[0].isError);
}

TEST_CASE("a clipboard without a configuration is refused with the reason") {
  CommandDesk desk;
  const Config before = desk.run.actions.config();
  ImGui::SetClipboardText("adamscope run --set network.hiden=5");
  perform(CommandId::kPasteConfig, desk.context());
  const std::vector<SessionNotice> notices = desk.run.actions.takeNotices();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].isError);
  CHECK(notices[0].text.find("network.hidden") != std::string::npos);
  CHECK(desk.run.actions.config() == before);
}

TEST_CASE("a movie cannot be asked for while one is recorded") {
  CommandDesk desk;
  CHECK(isEnabled(CommandId::kMovie, desk.context()));
  desk.run.state.movie = MovieProgress{};
  CHECK_FALSE(isEnabled(CommandId::kMovie, desk.context()));
  perform(CommandId::kMovie, desk.context());
  CHECK_FALSE(desk.requests.movieDialog);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
