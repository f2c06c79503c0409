// Compares pictures of the window as a person would from two steps away: in blocks of some pixels,
// so that text that lies one pixel elsewhere, or edges that are smoothed differently, are equal,
// and a part that is missing is not.
#pragma once

#include <string>
#include <vector>

#include "app/gl/image.h"

namespace adamscope::testing {

/// The mean colour of each block of kBlockPx x kBlockPx pixels.
struct BlockPicture {
  static constexpr int kBlockPx = 8;

  int width = 0;  ///< In blocks.
  int height = 0;
  std::vector<float> rgb;  ///< Row by row, three values of 0 to 255 each.
};

BlockPicture blocksOf(const gl::Image& image);

/// The blocks as a small picture, one pixel each; and back.
gl::Image imageOf(const BlockPicture& blocks);
Result<BlockPicture> readBlocks(const std::string& path);

/// How far two pictures of one size lie apart, in steps of colour (0 to 255).
struct PictureDifference {
  double mean = 0.0;   ///< Over all blocks.
  double worst = 0.0;  ///< Of the worst square of kSquare x kSquare blocks, its mean.
  static constexpr int kSquare = 5;
};
PictureDifference differenceOf(const BlockPicture& a, const BlockPicture& b);

/// What is the same picture to a person.
bool looksSame(const PictureDifference& difference);

}  // namespace adamscope::testing
