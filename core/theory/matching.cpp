#include "core/theory/matching.h"

#include <limits>
#include <numeric>

namespace adamscope {

namespace {

std::size_t at(Eigen::Index i) { return static_cast<std::size_t>(i); }

/// Squared distances between rows of a and rows of b, up to terms that no assignment changes:
/// -2 a b^T.
void addRowCost(Matrix& cost, const Matrix& a, const Matrix& b) {
  cost.noalias() -= 2.0 * a * b.transpose();
}

/// Cost of putting neuron k of `other` on place j of `target` in one layer, other layers fixed.
Matrix layerCost(const Network& target, const Network& other, int layer, bool withOutgoing) {
  const int m = target.architecture.width(layer);
  Matrix cost = Matrix::Zero(m, m);
  addRowCost(cost, target.weight(layer), other.weight(layer));
  addRowCost(cost, target.bias(layer), other.bias(layer));
  if (withOutgoing) {
    addRowCost(cost, target.weight(layer + 1).transpose(), other.weight(layer + 1).transpose());
  }
  return cost;
}

Network withLayerPermuted(const Network& network, int layer, const std::vector<int>& order) {
  Network result = network;
  for (std::size_t j = 0; j < order.size(); ++j) {
    const auto to = static_cast<Eigen::Index>(j);
    result.weight(layer).row(to) = network.weight(layer).row(order[j]);
    result.bias(layer)(to) = network.bias(layer)(order[j]);
    result.weight(layer + 1).col(to) = network.weight(layer + 1).col(order[j]);
  }
  return result;
}

}  // namespace

std::vector<int> minimalAssignment(const Matrix& cost) {
  ADAMSCOPE_CHECK(cost.rows() == cost.cols(), "an assignment needs a square cost matrix");
  const Eigen::Index n = cost.rows();
  // Columns 1..n, column 0 stands for "none"; rowOf[column] counts from 1, 0 is free.
  std::vector<double> rowPotential(at(n) + 1, 0.0);
  std::vector<double> columnPotential(at(n) + 1, 0.0);
  std::vector<Eigen::Index> rowOf(at(n) + 1, 0);
  std::vector<Eigen::Index> before(at(n) + 1, 0);
  for (Eigen::Index row = 1; row <= n; ++row) {
    rowOf[0] = row;
    Eigen::Index column = 0;
    std::vector<double> slack(at(n) + 1, std::numeric_limits<double>::infinity());
    std::vector<char> isUsed(at(n) + 1, 0);
    do {
      isUsed[at(column)] = 1;
      const Eigen::Index r = rowOf[at(column)];
      double least = std::numeric_limits<double>::infinity();
      Eigen::Index next = 0;
      for (Eigen::Index c = 1; c <= n; ++c) {
        if (isUsed[at(c)] != 0) continue;
        const double reduced = cost(r - 1, c - 1) - rowPotential[at(r)] - columnPotential[at(c)];
        if (reduced < slack[at(c)]) {
          slack[at(c)] = reduced;
          before[at(c)] = column;
        }
        if (slack[at(c)] < least) {
          least = slack[at(c)];
          next = c;
        }
      }
      for (Eigen::Index c = 0; c <= n; ++c) {
        if (isUsed[at(c)] != 0) {
          rowPotential[at(rowOf[at(c)])] += least;
          columnPotential[at(c)] -= least;
        } else {
          slack[at(c)] -= least;
        }
      }
      column = next;
    } while (rowOf[at(column)] != 0);
    while (column != 0) {
      rowOf[at(column)] = rowOf[at(before[at(column)])];
      column = before[at(column)];
    }
  }
  std::vector<int> columnOf(at(n), 0);
  for (Eigen::Index c = 1; c <= n; ++c) columnOf[at(rowOf[at(c)]) - 1] = static_cast<int>(c - 1);
  return columnOf;
}

Network permuted(const Network& network, const LayerPermutations& permutations) {
  Network result = network;
  for (std::size_t l = 0; l < permutations.size(); ++l) {
    result = withLayerPermuted(result, static_cast<int>(l) + 1, permutations[l]);
  }
  return result;
}

LayerPermutations matchNeurons(const Network& target, const Network& other) {
  ADAMSCOPE_CHECK(target.architecture == other.architecture, "both of one architecture");
  const int layers = target.architecture.hiddenLayerCount();
  LayerPermutations total;
  for (int l = 1; l <= layers; ++l) {
    std::vector<int> identity(at(target.architecture.width(l)));
    std::iota(identity.begin(), identity.end(), 0);
    total.push_back(std::move(identity));
  }
  Network moved = other;
  double distance = std::numeric_limits<double>::infinity();
  constexpr int kMostSweeps = 30;
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    for (int l = 1; l <= layers; ++l) {
      const std::vector<int> order = minimalAssignment(layerCost(target, moved, l, sweep > 0));
      moved = withLayerPermuted(moved, l, order);
      std::vector<int>& sum = total[at(l) - 1];
      std::vector<int> next;
      for (const int place : order) next.push_back(sum[at(place)]);
      sum = std::move(next);
    }
    const double now = (target.parameters - moved.parameters).norm();
    if (sweep > 0 && now >= distance * (1.0 - 1e-12)) break;
    distance = now;
  }
  return total;
}

}  // namespace adamscope
