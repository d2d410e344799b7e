// What officers write: edits of what they see, fields and record types of a newer app, partials that cannot be read.
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

Bytes field(uint32_t tag, std::string_view text) {
  Bytes out;
  for (uint32_t key = tag << 3 | 2;; key >>= 7) {
    out += static_cast<char>(key < 0x80 ? key : (key & 0x7f) | 0x80);
    if (key < 0x80) break;
  }
  out += static_cast<char>(text.size());
  out += text;
  return out;
}

constexpr uint32_t newer_tag = 900, newer_type = 9000;

}  // namespace

std::optional<Change> World::change(Node& node, Dice& dice, Used& used) {
  static constexpr VisibilityClass classes[]{v1::VC2_TEAM, v1::VC2_TEAM, v1::VC1_PARTNER, v1::VC3_SAFEGUARDING};
  Change out;
  out.visibility = classes[dice.below(4)];
  std::optional<Record> held;
  if (!records_.empty() && dice.below(4) > 0) {
    out.record = records_[dice.below(records_.size())];
    if (auto found = node.log->record(out.record)) held = *std::move(found);
  }
  if (!held) {
    Bytes random(10, '\0');
    for (auto& byte : random) byte = static_cast<char>(dice.below(256));
    out.record = make_record_id(now_ms_, random);
    out.type = dice.one_in(8) ? newer_type : 11;
    out.kind = v1::Change::CREATE;
    records_.push_back(out.record);
  } else {
    out.type = held->type;
    const auto kind = dice.below(12);
    out.kind = kind == 0 ? v1::Change::RETRACT : kind == 1 ? v1::Change::RESTORE : v1::Change::EDIT;
  }
  if (!used.insert({out.record, out.visibility}).second) return std::nullopt;
  std::vector<uint32_t> tags;
  if (out.kind != v1::Change::RETRACT) {
    for (uint32_t tag = 1; tag <= 4; ++tag) {
      if (dice.one_in(2)) tags.push_back(tag);
    }
    if (dice.one_in(4)) tags.push_back(newer_tag);
    for (const auto tag : tags) {
      if (held && dice.one_in(6)) {
        out.cleared.push_back(tag);
      } else {
        out.partial += field(tag, "wren " + std::to_string(dice.below(dice.one_in(2) ? 3 : 100000)));
      }
    }
    if (dice.one_in(40)) out.partial = "\xff\xff";
  } else {
    tags = {1, 2, 3, 4, newer_tag};
  }
  if (out.kind != v1::Change::EDIT) tags.push_back(0);
  if (held) out.seen = held->seen(tags, out.visibility);
  return out;
}

void World::save(Node& node, Dice& dice, bool with_picture) {
  try {
    unlock(node);
    save_or_throw(node, dice, with_picture);
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
  }
}

void World::save_or_throw(Node& node, Dice& dice, bool with_picture) {
  std::vector<Change> changes;
  Used used;
  for (uint64_t n = 1 + (dice.one_in(3) ? dice.below(3) : 0); n > 0; --n) {
    if (auto one = change(node, dice, used)) changes.push_back(std::move(*one));
  }
  std::optional<Picture> taken;
  if (with_picture && !changes.empty() && changes.back().kind != v1::Change::RETRACT)
    taken = picture(node, dice, changes.back());
  v1::Header header;
  header.set_operation("lapwing");
  if (dice.one_in(4)) header.set_reason_text("why");
  save_or_throw(node, std::move(header), changes, std::move(taken));
}

void World::save_or_throw(Node& node, v1::Header header, const std::vector<Change>& changes, std::optional<Picture> taken) {
  Bytes salt(16, '\0');
  ++salt_;
  for (size_t i = 0; i < 8; ++i) salt[i] = static_cast<char>(salt_ >> (8 * i));
  ++tally_.kernel_steps;
  const auto keep = [&] {
    if (taken) node.log->attachments().add(taken->name, taken->content);
  };
  if (node.outbox) node.outbox->about_to_save();
  auto saved = node.log->save(std::move(header), changes, wall(node), salt, keep);
  node.check();
  if (!saved) throw Violation{"S14", "a save was refused: " + saved.error().message};
  ++tally_[Count::saves];
  note(saved->change_set);
  if (node.outbox) node.outbox->saved(*node.log, node.store(), *saved);
  if (taken) {
    ++tally_[Count::pictures];
    pictures_.push_back(*std::move(taken));
  }
  promises_.push_back({node.id, saved->seq, std::move(saved->change_set)});
}

}  // namespace beatbook::simulator
