// Without a display the window says so, and names what works without one.
#include "app/window/window.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace adamscope {
namespace {

/// An environment variable that is away until the end of the scope.
class WithoutVariable {
 public:
  explicit WithoutVariable(const char* name) : name_(name) {
    if (const char* value = std::getenv(name)) value_ = value;
    ::unsetenv(name);
  }
  ~WithoutVariable() {
    if (value_) ::setenv(name_, value_->c_str(), 1);
  }
  WithoutVariable(const WithoutVariable&) = delete;
  WithoutVariable& operator=(const WithoutVariable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> value_;
};

}  // namespace

TEST_SUITE("window") {
  TEST_CASE("with no display the message names the commands that need none") {
    const WithoutVariable noX("DISPLAY");
    const WithoutVariable noWayland("WAYLAND_DISPLAY");
    const auto window = Window::open({});
    REQUIRE_FALSE(window.ok());
    CAPTURE(window.message());
    CHECK(window.message().find("no display") != std::string::npos);
    CHECK(window.message().find("adamscope run") != std::string::npos);
    CHECK(window.message().find("adamscope render") != std::string::npos);
  }
}

}  // namespace adamscope
