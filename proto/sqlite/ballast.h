#pragma once
// Room on the disk that is kept for when there is no other: a file beside a store, given up before the disk is full, so that a
// tablet in the middle of a shift goes on taking what its officer records. It comes back at an opening that finds room.
#include <cstdint>
#include <filesystem>
#include <functional>

namespace beatbook {

class Ballast {
 public:
  // Bytes that the disk of a file has left for us.
  using Room = std::function<uint64_t(const std::filesystem::path& file)>;
  static uint64_t room_on_disk(const std::filesystem::path& file);

  // Of this size, beside `store`, in a file of its name with "-ballast". 0: none is kept, and nothing is ever given up.
  Ballast(const std::filesystem::path& store, uint64_t size, Room room = room_on_disk);

  // Makes the file if it is not there, unless that would leave less than three times its size.
  void keep();
  // Called before something is written. Gives the file up when the disk has less than an eighth of its size left.
  void before_writing();
  // The room is in use: it is time to hand in, or to make room.
  bool given_up() const { return size_ > 0 && !there_; }

 private:
  std::filesystem::path file_;
  uint64_t size_;
  Room room_;
  bool there_ = false;
};

}  // namespace beatbook
