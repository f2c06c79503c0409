#include "tests/support/session_tape.h"

#include <string>
#include <utility>

#include "tests/support/configs.h"

namespace adamscope::testing {

namespace {

class TapeRecorder final : public RunRecorder {
 public:
  explicit TapeRecorder(std::shared_ptr<Tape> tape) : tape_(std::move(tape)) {}
  Status append(const StepRecord& record, const BoundTracker&) override {
    if (record.step >= tape_->failsAt) return Error{"the disk is full"};
    tape_->steps.push_back(record.step);
    return {};
  }
  Status noteChange(const SettingsChange& change) override {
    tape_->changes.push_back(change);
    return {};
  }
  Status flush() override { return {}; }
  Status checkpoint(Run&) override { return {}; }
  std::string path() const override { return "tape"; }

 private:
  std::shared_ptr<Tape> tape_;
};

}  // namespace

SessionServices tapeServices(std::vector<std::shared_ptr<Tape>>& tapes, long failsAt) {
  SessionServices services = plainServices();
  services.record = [&tapes, failsAt](const Experiment&) {
    tapes.push_back(std::make_shared<Tape>());
    tapes.back()->failsAt = failsAt;
    return Result<std::unique_ptr<RunRecorder>>(std::make_unique<TapeRecorder>(tapes.back()));
  };
  return services;
}

std::vector<double> digest(const RunHistory& history) {
  std::vector<double> numbers;
  for (long i = 0; i < history.stepCount(); ++i) {
    const StepPoint& point = history.steps[static_cast<std::size_t>(i)];
    numbers.insert(numbers.end(),
                   {point.before.trainLoss, static_cast<double>(point.crossings),
                    static_cast<double>(point.regionsVisited), point.effectiveDimension});
  }
  for (std::size_t i = 0; i < history.events.size(); ++i) {
    const EventRow& event = history.events[i];
    numbers.insert(numbers.end(),
                   {event.tau, static_cast<double>(event.step), static_cast<double>(event.sample),
                    static_cast<double>(event.neuron), static_cast<double>(event.direction)});
  }
  return numbers;
}

}  // namespace adamscope::testing
