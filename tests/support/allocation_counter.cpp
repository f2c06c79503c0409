#include "tests/support/allocation_counter.h"

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ADAMSCOPE_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ADAMSCOPE_COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef ADAMSCOPE_COUNTS_ALLOCATIONS
#ifdef __GLIBC__
#define ADAMSCOPE_COUNTS_ALLOCATIONS 1
#else
#define ADAMSCOPE_COUNTS_ALLOCATIONS 0
#endif
#endif

#if ADAMSCOPE_COUNTS_ALLOCATIONS

namespace {
// Initialised without code, so that it may be touched by the very first malloc of a thread.
thread_local long allocations = 0;
}  // namespace

// glibc lets a program replace malloc and still reach its own under these names.
extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT: glibc's name
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT: glibc's name
void* __libc_realloc(void* block, std::size_t size);             // NOLINT: glibc's name
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT: glibc's name

void* malloc(std::size_t size) noexcept {
  ++allocations;
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
  ++allocations;
  return __libc_calloc(count, size);
}
void* realloc(void* block, std::size_t size) noexcept {
  ++allocations;
  return __libc_realloc(block, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  return __libc_memalign(alignment, size);
}
}

#endif

namespace adamscope::test {

bool canCountAllocations() { return ADAMSCOPE_COUNTS_ALLOCATIONS == 1; }

long allocationCount() {
#if ADAMSCOPE_COUNTS_ALLOCATIONS
  return allocations;
#else
  return 0;
#endif
}

}  // namespace adamscope::test
