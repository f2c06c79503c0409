#include "core/io/slice_json.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/base/check.h"
#include "core/regions/boundary_curves.h"

namespace adamscope {

namespace {

using Json = nlohmann::ordered_json;

Json pointOf(const SlicePoint& point) { return Json::array({point.x, point.y}); }

std::string hexOf(const Hash128& hash) {
  char text[40];
  std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(hash.high),
                static_cast<unsigned long long>(hash.low));
  return text;
}

Json planeOf(const SliceFrame& frame) {
  const auto numbers = [](const auto& vector) {
    Json list = Json::array();
    for (Eigen::Index i = 0; i < vector.size(); ++i) list.push_back(vector(i));
    return list;
  };
  Json plane;
  plane["choice"] = describePlane(frame.request.plane);
  plane["s"] = frame.slice.sName;
  plane["t"] = frame.slice.tName;
  plane["domain"] =
      Json::array({frame.domain.xMin, frame.domain.xMax, frame.domain.yMin, frame.domain.yMax});
  plane["origin"] = numbers(frame.slice.plane.origin);
  plane["u"] = numbers(frame.slice.plane.directions.col(0));
  plane["v"] = numbers(frame.slice.plane.directions.col(1));
  return plane;
}

Json curvesOf(const SliceFrame& frame) {
  Json list = Json::array();
  for (const BoundaryCurve& curve : joinBoundaries(frame.boundaries)) {
    Json points = Json::array();
    for (const SlicePoint& point : curve.points) points.push_back(pointOf(point));
    Json row;
    row["layer"] = curve.layer;
    row["neuron"] = curve.neuron;
    row["sample"] = curve.sample;
    row["points"] = std::move(points);
    list.push_back(std::move(row));
  }
  return list;
}

Json cellsOf(const SliceFrame& frame, std::size_t maxCells) {
  Json cells;
  const Result<ParameterCells> exact =
      exactCells(frame.slice, frame.train->experiment->data.train.inputs, frame.domain, maxCells);
  if (!exact || !exact->isExact()) {
    cells["exact"] = false;
    if (frame.regions) {
      cells["at_least"] = frame.regions->hashes.size();
      cells["pixels"] = Json::array({frame.regions->width, frame.regions->height});
    }
    return cells;
  }
  cells["exact"] = true;
  cells["count"] = exact->cellCount();
  Json list = Json::array();
  for (int face = 0; face < exact->cellCount(); ++face) {
    Json corners = Json::array();
    for (const int vertex : exact->tessellation.faceVertices(face)) {
      corners.push_back(pointOf(exact->tessellation.vertices[static_cast<std::size_t>(vertex)]));
    }
    Json cell;
    cell["mask_hash"] = hexOf(exact->hashes[static_cast<std::size_t>(face)]);
    cell["corners"] = std::move(corners);
    list.push_back(std::move(cell));
  }
  cells["list"] = std::move(list);
  return cells;
}

Json trajectoryOf(const SliceFrame& frame) {
  Json list = Json::array();
  for (const TrailPoint& point : frame.trail) {
    Json row;
    row["step"] = point.step;
    row["place"] = pointOf(point.place);
    row["distance"] = point.distance;
    list.push_back(std::move(row));
  }
  return list;
}

Json crossingsOf(const SliceFrame& frame) {
  Json list = Json::array();
  for (const SliceCrossing& crossing : frame.crossings) {
    Json row;
    row["step"] = crossing.step;
    row["tau"] = crossing.row.tau;
    row["layer"] = crossing.row.layer;
    row["neuron"] = crossing.row.neuron;
    row["sample"] = crossing.row.sample;
    row["direction"] = crossing.row.direction;
    row["place"] = pointOf(crossing.place);
    row["distance"] = crossing.distance;
    list.push_back(std::move(row));
  }
  return list;
}

}  // namespace

std::string sliceToJson(const SliceFrame& frame, std::size_t maxCells) {
  ADAMSCOPE_CHECK(frame.hasPicture(), "a file needs a frame with a picture");
  Json json;
  json["plane"] = planeOf(frame);
  json["step"] = frame.train->step;
  json["theta"] = pointOf(frame.theta);
  if (frame.other) json["other"] = pointOf(*frame.other);
  json["distance"] = frame.distance;
  json["tolerance"] =
      frame.request.tolerancePx * (frame.domain.xMax - frame.domain.xMin) / frame.request.widthPx;
  json["complete"] = frame.boundaries.isComplete();
  json["samples_traced"] = frame.boundaries.samplesTraced;
  json["curves"] = curvesOf(frame);
  json["cells"] = cellsOf(frame, maxCells);
  json["trajectory"] = trajectoryOf(frame);
  json["crossings"] = crossingsOf(frame);
  return json.dump() + "\n";
}

}  // namespace adamscope
