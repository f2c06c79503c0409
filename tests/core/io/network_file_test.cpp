#include "core/io/network_file.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/io/safetensors.h"
#include "core/network/initialization.h"
#include "tests/support/oracle_files.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("io");

bool sameBits(const Network& a, const Network& b) {
  if (!(a.architecture == b.architecture)) return false;
  return std::memcmp(a.parameters.data(), b.parameters.data(),
                     static_cast<std::size_t>(a.parameters.size()) * sizeof(double)) == 0;
}

// A random network whose parameters include the doubles that are easy to lose.
Network awkwardNetwork(std::uint64_t seed) {
  Random random(seed);
  Architecture shape;
  for (std::uint64_t l = 0; l < 2 + seed % 4; ++l) {
    shape.widths.push_back(1 + static_cast<int>(random.below(7)));
  }
  if (seed % 2 == 1) shape.leakySlope = random.uniform();
  Network network{shape, Vector(shape.parameterCount())};
  const std::vector<double> special{
      0.0, -0.0, 1.0, -3.0, 5e-324, 1e22, 1.7976931348623157e308, 0.1, 123456789012345680000.0};
  for (double& theta : network.parameters) {
    theta = std::bit_cast<double>(random.next());
    if (random.below(2) == 0 || !std::isfinite(theta)) theta = special[random.below(9)];
  }
  return network;
}

// A file from a header and data, as the format's description says; padded as little as possible.
std::string rawFile(const std::string& header, const std::string& data) {
  std::string bytes;
  for (std::size_t i = 0; i < 8; ++i) {
    bytes += static_cast<char>(header.size() >> (8 * i) & 0xFF);
  }
  return bytes + header + data;
}

template <class Number>
std::string bytesOf(const std::vector<Number>& values) {
  std::string bytes(values.size() * sizeof(Number), '\0');
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

// A tensor of F64 values for the tests below.
Tensor tensor(const std::string& name, std::vector<std::int64_t> shape,
              const std::vector<double>& values) {
  return {name, "F64", std::move(shape), bytesOf(values)};
}

// [2, 1] -> [1, 1], under the given prefix.
TensorFile smallFile(const std::string& prefix = "") {
  return {{},
          {tensor(prefix + "0.weight", {1, 2}, {1.0, 2.0}), tensor(prefix + "0.bias", {1}, {3.0}),
           tensor(prefix + "2.weight", {1, 1}, {4.0}), tensor(prefix + "2.bias", {1}, {5.0})}};
}

TEST_CASE("any network reads back from both formats to the same bits") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    const Network network = awkwardNetwork(seed);
    Result<Network> tensors = networkFromSafetensors(networkToSafetensors(network), "x");
    REQUIRE_MESSAGE(tensors.ok(), tensors.message());
    CHECK(sameBits(*tensors, network));
    Result<Network> json = networkFromJson(networkToJson(network), "x");
    REQUIRE_MESSAGE(json.ok(), json.message());
    CHECK(sameBits(*json, network));
  }
}

TEST_CASE("a safetensors file that another program wrote is read") {
  // Keys in any order, metadata, single precision, a header that is not padded.
  const std::string header = R"({"2.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                             R"("2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]},)"
                             R"("0.bias":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},)"
                             R"("0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[20,28]},)"
                             R"("__metadata__":{"format":"pt","leaky_slope":"0.25"}})";
  const std::string data = bytesOf<float>({7.0F, 5.0F, 6.0F, 3.0F, 4.0F, 0.1F, 2.0F});
  Result<Network> network = networkFromSafetensors(rawFile(header, data), "x");
  REQUIRE_MESSAGE(network.ok(), network.message());
  CHECK(network->architecture == Architecture{{1, 2, 1}, 0.25});
  CHECK(network->parameters == Vector{{static_cast<double>(0.1F), 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}});
}

TEST_CASE("a written safetensors file has the names, the order and the alignment of the format") {
  const Network network = initializeNetwork({{2, 3, 1}}, Initialization::kPyTorch, 1);
  const std::string bytes = networkToSafetensors(network);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);
  CHECK(length % 8 == 0);
  CHECK(bytes.size() == 8 + length + 8 * static_cast<std::size_t>(network.parameters.size()));
  // The data is theta itself: PyTorch's order.
  CHECK(std::memcmp(bytes.data() + 8 + length, network.parameters.data(),
                    bytes.size() - 8 - length) == 0);
  Result<TensorFile> file = parseSafetensors(bytes, "x");
  REQUIRE_MESSAGE(file.ok(), file.message());
  std::vector<std::string> names;
  for (const Tensor& entry : file->tensors) names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "2.weight", "2.bias"});
  CHECK(file->tensors[0].describeShape() == "3 x 2");
  CHECK(file->metadata.count("leaky_slope") == 0);
}

TEST_CASE("linear layers may have any increasing indices and a common prefix") {
  for (const char* prefix : {"", "net.", "model.layers."}) {
    CAPTURE(prefix);
    TensorFile file = smallFile(prefix);
    file.tensors[2].name = prefix + std::string("10.weight");
    file.tensors[3].name = prefix + std::string("10.bias");
    std::swap(file.tensors[0], file.tensors[3]);
    Result<Network> network = networkFromSafetensors(writeSafetensors(file), "x");
    REQUIRE_MESSAGE(network.ok(), network.message());
    CHECK(network->architecture.widths == std::vector<int>{2, 1, 1});
    CHECK(network->parameters == Vector{{1.0, 2.0, 3.0, 4.0, 5.0}});
  }
}

TEST_CASE("tensors that are no network of linear layers are refused by name") {
  struct Case {
    const char* message;
    void (*damage)(TensorFile&);
  };
  const std::vector<Case> cases{
      {"tensor 2.weight: its type is F16", [](TensorFile& file) { file.tensors[2].dtype = "F16"; }},
      {"tensor 2.weight: the bias of the same layer is missing",
       [](TensorFile& file) { file.tensors.pop_back(); }},
      {"tensor 0.bias: the weight of the same layer is missing",
       [](TensorFile& file) { file.tensors.erase(file.tensors.begin()); }},
      {"tensor 0.weight: its shape is 1 x 2 x 1",
       [](TensorFile& file) {
         file.tensors[0].shape = {1, 2, 1};
       }},
      {"tensor 2.bias: its shape is 1 x 1",
       [](TensorFile& file) {
         file.tensors[3].shape = {1, 1};
       }},
      {"tensor 2.bias: its shape is 2, the weight has 1",
       [](TensorFile& file) {
         file.tensors[3] = tensor("2.bias", {2}, {1.0, 2.0});
       }},
      {"tensor 2.weight: it has 2 inputs, the layer before it 1 outputs",
       [](TensorFile& file) {
         file.tensors[2] = tensor("2.weight", {1, 2}, {1.0, 2.0});
       }},
      {"tensor 0.weight: its shape is 0 x 2",
       [](TensorFile& file) {
         file.tensors[0] = tensor("0.weight", {0, 2}, {});
       }},
      {"tensor 0.weight: value 1 is nan",
       [](TensorFile& file) {
         file.tensors[0] = tensor("0.weight", {1, 2}, {1.0, NAN});
       }},
      {"tensor 2.bias: value 0 is -inf",
       [](TensorFile& file) { file.tensors[3] = tensor("2.bias", {1}, {-INFINITY}); }},
      {"tensor 1.running_mean: only linear layers",
       [](TensorFile& file) { file.tensors.push_back(tensor("1.running_mean", {1}, {0.0})); }},
      {"tensor weight: only linear layers",
       [](TensorFile& file) { file.tensors[0].name = "weight"; }},
      {"tensor 00.weight: only linear layers",
       [](TensorFile& file) { file.tensors[0].name = "00.weight"; }},
      {"tensor -1.weight: only linear layers",
       [](TensorFile& file) { file.tensors[0].name = "-1.weight"; }},
      {"tensor head.2.weight: its prefix \"head.\"",
       [](TensorFile& file) { file.tensors[2].name = "head.2.weight"; }},
      {"there is no tensor", [](TensorFile& file) { file.tensors.clear(); }},
      {"__metadata__.leaky_slope is \"1\"",
       [](TensorFile& file) { file.metadata["leaky_slope"] = "1"; }},
      {"__metadata__.leaky_slope is \"nan\"",
       [](TensorFile& file) { file.metadata["leaky_slope"] = "nan"; }},
  };
  for (const Case& row : cases) {
    CAPTURE(row.message);
    TensorFile file = smallFile();
    row.damage(file);
    const std::string message = networkFromSafetensors(writeSafetensors(file), "f").message();
    CAPTURE(message);
    CHECK(message.find(row.message) != std::string::npos);
    CHECK(message.starts_with("f: "));
  }
}

TEST_CASE("a broken container is refused with its reason") {
  const std::string eight(8, '\0');
  const auto header = [](const std::string& offsets, const std::string& shape = "[1]") {
    return R"({"0.bias":{"dtype":"F64","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
  };
  struct Case {
    std::string bytes;
    const char* message;
  };
  const std::vector<Case> cases{
      {"", "shorter than the 8 bytes"},
      {"1234567", "shorter than the 8 bytes"},
      {std::string(8, '\xff'), "the format allows"},
      {std::string("\x10\0\0\0\0\0\0\0{}", 10), "truncated"},
      {rawFile("{", eight), "header), line 1"},
      {rawFile("[]", ""), "must be a JSON object"},
      {rawFile(R"({"a":{},"a":{}})", ""), "twice"},
      {rawFile(R"({"a":{}})", ""), "tensor a: no \"dtype\""},
      {rawFile(R"({"a":3})", ""), "tensor a: no \"dtype\""},
      {rawFile(R"({"__metadata__":{"a":3}})", ""), "__metadata__.a"},
      {rawFile(header("[0,8]", "[-1]"), eight), "\"shape\" must be"},
      {rawFile(header("[0,8]", "[1.5]"), eight), "\"shape\" must be"},
      {rawFile(header("[8,0]"), eight), "\"data_offsets\" must be"},
      {rawFile(header("[0]"), eight), "\"data_offsets\" must be"},
      {rawFile(header("[0,8]", "[2]"), eight), "does not fill 8 bytes"},
      {rawFile(header("[0,8]", "[4294967296,4294967296,8]"), eight), "does not fill 8 bytes"},
      {rawFile(header("[0,8]"), "1234"), "ends outside the file"},
      {rawFile(header("[0,8]"), eight + "x"), "1 bytes at the end belong to no tensor"},
      {rawFile(header("[1,9]"), eight + "x"), "leaves a gap"},
      {rawFile(R"({"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},)"
               R"("b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}})",
               eight + "1234"),
       "overlaps"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.message);
    const std::string message = networkFromSafetensors(row.bytes, "f").message();
    CAPTURE(message);
    CHECK(message.find(row.message) != std::string::npos);
    CHECK(message.starts_with("f"));
  }
}

TEST_CASE("JSON that is no network is refused by its entry") {
  struct Case {
    const char* text;
    const char* message;
  };
  const std::vector<Case> cases{
      {"{\"widths\": [1, 1],\n \"layers\": oops}", "f, line 2, column"},
      {"[]", "f: a network is a JSON object"},
      {R"({"layers": []})", "f: \"widths\""},
      {R"({"widths": [1], "layers": []})", "at least an input and an output"},
      {R"({"widths": [1, 0], "layers": [{}]})", "at least 1"},
      {R"({"widths": [1, -1], "layers": [{}]})", "widths[1] is -1"},
      {R"({"widths": [1, 99999999999], "layers": [{}]})", "widths[1]"},
      {R"({"widths": [1, 1]})", "\"layers\" must be an array of 1"},
      {R"({"widths": [1, 1], "layers": []})", "\"layers\" must be an array of 1"},
      {R"({"widths": [1, 1], "layers": [3]})", "layers[0] must be an object"},
      {R"({"widths": [1, 1], "layers": [{"bias": [1]}]})", "layers[0].weight must be"},
      {R"({"widths": [1, 1], "layers": [{"weight": [[1]]}]})", "layers[0].bias must be"},
      {R"({"widths": [1, 2], "layers": [{"weight": [[1]], "bias": [1, 2]}]})",
       "layers[0].weight must be an array of 2 rows"},
      {R"({"widths": [2, 1], "layers": [{"weight": [[1]], "bias": [1]}]})",
       "layers[0].weight[0] must be an array of 2 numbers"},
      {R"({"widths": [1, 1], "layers": [{"weight": [["a"]], "bias": [1]}]})",
       "layers[0].weight[0][0] is \"a\""},
      {R"({"widths": [1, 1], "layers": [{"weight": [[null]], "bias": [1]}]})",
       "layers[0].weight[0][0] is null"},
      {R"({"widths": [1, 1], "layers": [{"weight": [[1e999]], "bias": [1]}]})", "f: "},
      {R"({"widths": [2000000000, 2000000000], "layers": [{"weight": [[1]], "bias": [1]}]})",
       "layers[0].weight must be"},
      {R"({"widths": [1, 1], "leaky_slope": 1, "layers": [{"weight": [[1]], "bias": [1]}]})",
       "leaky slope"},
      {R"({"widths": [1, 1], "leaky_slop": 0.1, "layers": [{"weight": [[1]], "bias": [1]}]})",
       "did you mean leaky_slope?"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    const std::string message = networkFromJson(row.text, "f").message();
    CAPTURE(message);
    CHECK(message.find(row.message) != std::string::npos);
    CHECK(message.starts_with("f"));
  }
}

TEST_CASE("the reference networks are read, whatever the file is called") {
  const TemporaryFolder folder;
  const std::string oracle = testing::oraclePath("networks/64x64_A.json");
  Result<Network> network = loadNetwork(oracle);
  REQUIRE_MESSAGE(network.ok(), network.message());
  CHECK(network->architecture.widths == std::vector<int>{2, 64, 64, 1});
  for (const char* name : {"a.safetensors", "a.json"}) {
    CAPTURE(name);
    REQUIRE(saveNetwork(*network, folder.file(name)).ok());
    CHECK(sameBits(*loadNetwork(folder.file(name)), *network));
    std::filesystem::rename(folder.file(name), folder.file("nameless"));
    CHECK(sameBits(*loadNetwork(folder.file("nameless")), *network));
  }
  REQUIRE(writeFileAtomically(folder.file("nameless"), "PK\x03\x04").ok());
  CHECK(loadNetwork(folder.file("nameless")).message().find("neither") != std::string::npos);
  CHECK(saveNetwork(*network, folder.file("a.onnx")).message().find(".safetensors or .json") !=
        std::string::npos);
  CHECK(loadNetwork("/no/such.json").message().starts_with("cannot read /no/such.json"));
}

TEST_CASE("a network that cannot be read back is not written, nor one on a full disk") {
  const TemporaryFolder folder;
  Network network = initializeNetwork({{2, 3, 1}}, Initialization::kPyTorch, 1);
  if (std::filesystem::exists("/dev/full")) {
    CHECK(saveSafetensors(network, "/dev/full").message().find("No space left") !=
          std::string::npos);
    CHECK(saveNetworkJson(network, "/dev/full").message().find("No space left") !=
          std::string::npos);
  }
  network.parameters[4] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(saveSafetensors(network, folder.file("a.safetensors")).ok());
  CHECK_FALSE(saveNetworkJson(network, folder.file("a.json")).ok());
  CHECK(folder.entryCount() == 0);
}

TEST_CASE("damaged network files never crash, and give a valid network or a message") {
  int accepted = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = initializeNetwork({{2, 3, 2, 1}}, Initialization::kHeNormal, seed);
    const bool json = seed % 2 == 0;
    std::string bytes = json ? networkToJson(network) : networkToSafetensors(network);
    const std::size_t reach = seed % 3 == 0 ? 12 : bytes.size();
    for (std::uint64_t k = random.below(3); k > 0; --k) {
      const std::size_t at = random.below(reach);
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
    }
    if (seed % 5 == 0) bytes.resize(random.below(bytes.size()));
    Result<Network> back = json ? networkFromJson(bytes, "f") : networkFromSafetensors(bytes, "f");
    CHECK(back.ok() == back.message().empty());
    if (!back) continue;
    ++accepted;
    CHECK(back->architecture.validate().ok());
    CHECK(back->parameters.size() == back->architecture.parameterCount());
    CHECK(back->parameters.allFinite());
  }
  CHECK(accepted > 100);  // The damage is mild enough that the checks after it are reached.
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
