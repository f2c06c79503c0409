// An array that grows at its end without setting the new elements to anything first: for scratch
// arrays in inner loops that are filled at once and used again and again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace adamscope {

/// As a vector of plain values, but `extend` leaves the new ones for the caller to set. `clear`
/// keeps the memory.
template <class T>
class GrowBuffer {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  /// The first of `count` new elements at the end, not yet set. Older pointers may become invalid.
  T* extend(std::size_t count) {
    if (size_ + count > capacity_) grow(size_ + count);
    T* first = data_.get() + size_;
    size_ += count;
    return first;
  }
  void push(const T& value) { *extend(1) = value; }
  /// Forgets everything and takes `count` elements that are not yet set.
  T* reset(std::size_t count) {
    size_ = 0;
    return extend(count);
  }
  void clear() { size_ = 0; }
  /// Forgets all but the first `count` elements, of which there are at least so many.
  void truncate(std::size_t count) { size_ = count; }

  std::size_t size() const { return size_; }
  bool isEmpty() const { return size_ == 0; }
  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  T* begin() { return data_.get(); }
  T* end() { return data_.get() + size_; }
  const T* begin() const { return data_.get(); }
  const T* end() const { return data_.get() + size_; }
  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  T& operator[](int i) { return data_.get()[i]; }
  const T& operator[](int i) const { return data_.get()[i]; }

 private:
  /// Of the allocation; plain operator new knows none above the default.
  static constexpr std::align_val_t kAlignment{
      std::max<std::size_t>(alignof(T), __STDCPP_DEFAULT_NEW_ALIGNMENT__)};
  struct Free {
    void operator()(T* memory) const { ::operator delete(memory, kAlignment); }
  };

  void grow(std::size_t least) {
    const std::size_t capacity = std::max({least, 2 * capacity_, std::size_t{16}});
    std::unique_ptr<T, Free> larger(
        static_cast<T*>(::operator new(capacity * sizeof(T), kAlignment)));
    if (size_ > 0) {
      std::memcpy(static_cast<void*>(larger.get()), data_.get(), size_ * sizeof(T));
    }
    data_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<T, Free> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace adamscope
