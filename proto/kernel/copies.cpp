#include "kernel/copies.h"

#include <algorithm>
#include <stdexcept>

#include "beatbook/v1/record_state.pb.h"

namespace beatbook {

std::string fact_of_entry(std::string_view kind, const Dot& dot) {
  return std::string(kind) + "." + dot.branch.enrolment.text() + "." + std::to_string(dot.branch.incarnation) + "." +
         std::to_string(dot.seq);
}

std::vector<Dot> Copies::of(const Dot& original) {
  std::vector<Dot> out;
  const auto stored = store_->fact(fact_of_entry("copies", original));
  if (!stored) return out;
  v1::EntryNames read;
  if (!read.ParseFromString(*stored)) throw std::runtime_error("the list of copies cannot be read");
  for (const auto& one : read.entries()) {
    const auto enrolment = EnrolmentId::from_bytes(one.enrolment());
    if (!enrolment) throw std::runtime_error("the list of copies cannot be read");
    out.push_back({{*enrolment, one.incarnation()}, one.seq()});
  }
  return out;
}

void Copies::add(const Dot& original, const Dot& copy) {
  auto all = of(original);
  if (std::find(all.begin(), all.end(), copy) != all.end()) return;
  all.push_back(copy);
  v1::EntryNames out;
  for (const auto& dot : all) {
    auto* entry = out.add_entries();
    entry->set_enrolment(dot.branch.enrolment.str());
    entry->set_incarnation(dot.branch.incarnation);
    entry->set_seq(dot.seq);
  }
  store_->set_fact(fact_of_entry("copies", original), out.SerializeAsString());
  store_->set_fact("copies", "1");
}

}  // namespace beatbook
