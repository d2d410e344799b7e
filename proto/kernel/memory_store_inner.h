#pragma once
// Shared by the two files of MemoryStore: what is written can be taken back. Nobody else includes it.
#include "kernel/memory_store.h"

namespace beatbook {

template <class Map>
void MemoryStore::put(Map& map, const typename Map::key_type& key, typename Map::mapped_type value) {
  const auto at = map.find(key);
  if (at == map.end()) {
    undo([&map, key] { map.erase(key); });
    map.emplace(key, std::move(value));
  } else {
    undo([&map, key, old = at->second] { map[key] = old; });
    at->second = std::move(value);
  }
}

template <class Map>
void MemoryStore::erase(Map& map, const typename Map::key_type& key) {
  const auto at = map.find(key);
  undo([&map, key, old = at->second] { map[key] = old; });
  map.erase(at);
}

}  // namespace beatbook
