// Another PATH while a test runs: with programs of the test's own in front, or without any.
#pragma once

#include <cstdlib>
#include <string>

namespace adamscope {

class ScopedPath {
 public:
  explicit ScopedPath(const std::string& path) { ::setenv("PATH", path.c_str(), 1); }
  ~ScopedPath() { ::setenv("PATH", before_.c_str(), 1); }
  ScopedPath(const ScopedPath&) = delete;
  ScopedPath& operator=(const ScopedPath&) = delete;

  const std::string& before() const { return before_; }

 private:
  static std::string now() {
    const char* value = std::getenv("PATH");
    return value != nullptr ? value : "";
  }

  std::string before_ = now();
};

}  // namespace adamscope
