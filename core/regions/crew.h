// Many short parallel loops on the threads of one executor: its threads are called once, and then
// take work from loop after loop without sleeping in between.
//
//   leader   serial | loop 1 | serial | loop 2 | ...      Waking a sleeping thread takes about as
//   helpers   wait  | loop 1 |  wait  | loop 2 | ...      long as one of these loops.
//
// Half of the threads take a loop's tasks from its beginning, the others from its end, so that
// a thread meets in one loop much of what it left in its caches in the loop before.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>

#include "core/base/executor.h"

namespace adamscope {

/// The executor that the work of `run` sees. Its forEach is for that work alone: not to be called
/// from two threads at once nor from inside a task.
class Crew final : public Executor {
 public:
  /// Calls work(crew) once, on some thread of `executor`, and returns when it is done. Its other
  /// threads help with the loops; without any, all runs on one.
  static void run(Executor& executor, const std::function<void(Executor&)>& work);

  void forEach(int count, const std::function<void(int)>& task) override;

 private:
  Crew() = default;
  enum class End { kFirst, kLast };  ///< Where a thread takes its next task.

  void lead(const std::function<void(Executor&)>& work);
  void help();
  bool takeOne(End end);
  void runLoop(int count, const std::function<void(int)>& task);
  void openLoop(const std::function<void(int)>* task, int count);

  std::atomic<bool> hasLeader_ = false;
  std::atomic<bool> isFinished_ = false;
  std::atomic<unsigned> helperCount_ = 0;
  /// From the top: the loop's number, how many tasks were taken from its end, and from its
  /// beginning.
  std::atomic<std::uint64_t> cursor_ = 0;
  // Of the loop; changed only while no task of it is left.
  std::atomic<int> count_ = 0;
  std::atomic<const std::function<void(int)>*> task_ = nullptr;
  std::atomic<int> done_ = 0;
  std::atomic<bool> hasFailed_ = false;
  std::exception_ptr error_;  ///< Set by the first to set hasFailed_; read when all are done.
};

}  // namespace adamscope
