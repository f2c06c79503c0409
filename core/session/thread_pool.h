// The Executor with several threads: workers that sleep between calls and take tasks from a shared
// counter, so that a slow task holds up nobody; the calling thread works too.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/executor.h"

namespace adamscope {

/// Runs tasks on a fixed number of threads. forEach may be called from several threads, one call
/// runs after the other; calling it from inside a task of the same pool would wait for itself and
/// is a bug (checked).
class ThreadPool final : public Executor {
 public:
  /// threadCount counts the calling thread, so threadCount - 1 are started; at least 1. 0 takes as
  /// many as the machine runs at the same time.
  explicit ThreadPool(int threadCount = 0);
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  /// Waits for the workers to end. No forEach may be running.
  ~ThreadPool() override;

  int threadCount() const { return static_cast<int>(workers_.size()) + 1; }
  /// As Executor. After a task has thrown, tasks not begun yet are left out; of several exceptions
  /// the first one is thrown again here.
  void forEach(int count, const std::function<void(int)>& task) override;

 private:
  struct Job;
  void work(const std::stop_token& stop);

  std::mutex callMutex_;  ///< Held during forEach: one job at a time.
  std::mutex mutex_;      ///< Guards job_ and jobNumber_.
  std::condition_variable_any wake_;
  std::shared_ptr<Job> job_;
  unsigned long long jobNumber_ = 0;
  std::vector<std::jthread> workers_;  ///< Last: they end before what they use is destroyed.
};

}  // namespace adamscope
