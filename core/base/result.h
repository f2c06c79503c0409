// How a function says that the world refused: a file that is not there, a number that is not one.
// A Result holds a value or an Error whose message names the file, the place and the remedy.
// A caller's bug is not an Error: see check.h.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/check.h"

namespace adamscope {

/// Why something could not be done, in words meant for the person at the keyboard.
struct Error {
  std::string message;
};

/// A value of type T, or the Error that stands in its place.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// The value. Calling this on an Error is a bug of the caller.
  T& value() & {
    ADAMSCOPE_CHECK(ok(), "Result::value() called on an error: " + message());
    return std::get<0>(state_);
  }
  const T& value() const& { return const_cast<Result*>(this)->value(); }
  T&& value() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  /// The error's message; empty if there is a value.
  std::string message() const { return ok() ? std::string() : std::get<1>(state_).message; }
  Error error() const { return Error{message()}; }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  std::string message() const { return error_ ? error_->message : std::string(); }
  Error error() const { return Error{message()}; }

 private:
  std::optional<Error> error_;
};

}  // namespace adamscope
