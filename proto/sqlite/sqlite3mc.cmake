# sqlite3mc: SQLite with page encryption (SQLite3 Multiple Ciphers), a static library.
# Debian packages no encrypted SQLite; the amalgamation comes out of a pinned npm package. Nothing of the package is run.
# The tarball is kept in $NPM_SOURCE_CACHE (default ~/.cache/beatbook), so a further build tree needs no network.
set(sqlite3mc_package better-sqlite3-multiple-ciphers)
set(sqlite3mc_version 13.0.3)
set(sqlite3mc_sha512
    51869b33cdabd49f384cb59cfd2b33a07b3a5e8a56a65ff61c283736e8b52546855e0fd52ecc3390fa306224612bfe027ed23c760b62930c9941e70c95dac6c5)

# Sets `out` to the tarball of name@version, downloading it only when the cache does not hold it.
function(npm_tarball name version sha512 out)
  set(cache "$ENV{NPM_SOURCE_CACHE}")
  if(NOT cache AND DEFINED ENV{HOME})
    set(cache "$ENV{HOME}/.cache/beatbook")
  elseif(NOT cache)
    set(cache "${CMAKE_BINARY_DIR}/npm-cache")
  endif()
  set(tarball "${cache}/${name}-${version}.tgz")
  if(NOT EXISTS "${tarball}")
    find_program(NPM npm)
    if(NOT NPM)
      message(FATAL_ERROR "${name} ${version} is not in ${cache} and npm is missing. Install npm, or copy ${name}-${version}.tgz there.")
    endif()
    # Downloaded aside and moved into place: an interrupted download never looks like a finished one.
    string(RANDOM LENGTH 8 tag)
    set(aside "${cache}/download-${tag}")
    file(MAKE_DIRECTORY "${aside}")
    message(STATUS "Downloading ${name} ${version}")
    execute_process(COMMAND "${NPM}" pack --loglevel=error --ignore-scripts "${name}@${version}"
                    WORKING_DIRECTORY "${aside}" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE why)
    if(failed OR NOT EXISTS "${aside}/${name}-${version}.tgz")
      file(REMOVE_RECURSE "${aside}")
      message(FATAL_ERROR "Cannot download ${name} ${version}: ${why}\n"
                          "Connect to the network and configure again, or copy ${name}-${version}.tgz into ${cache}.")
    endif()
    file(RENAME "${aside}/${name}-${version}.tgz" "${tarball}")
    file(REMOVE_RECURSE "${aside}")
  endif()
  file(SHA512 "${tarball}" found)
  if(NOT found STREQUAL sha512)
    message(FATAL_ERROR "${tarball} is not the file this build was written for.\n  expected SHA-512 ${sha512}\n  found    ${found}\n"
                        "Delete it and configure again. If it happens again, somebody changes what is downloaded: do not build, find out who.")
  endif()
  set(${out} "${tarball}" PARENT_SCOPE)
endfunction()

npm_tarball(${sqlite3mc_package} ${sqlite3mc_version} ${sqlite3mc_sha512} sqlite3mc_tarball)
set(sqlite3mc_root "${CMAKE_CURRENT_BINARY_DIR}/sqlite3mc-${sqlite3mc_version}")
set(sqlite3mc_source "${sqlite3mc_root}/package/deps/sqlite3")
if(NOT EXISTS "${sqlite3mc_root}/unpacked")
  file(ARCHIVE_EXTRACT INPUT "${sqlite3mc_tarball}" DESTINATION "${sqlite3mc_root}"
       PATTERNS "package/deps/sqlite3/*" "package/LICENSE")
  file(TOUCH "${sqlite3mc_root}/unpacked")
endif()

taken_as_built(sqlite3mc scope)
if(NOT TARGET sqlite3mc)
  add_library(sqlite3mc STATIC "${sqlite3mc_source}/sqlite3.c")
  target_compile_options(sqlite3mc PRIVATE -O2 -w)
  target_compile_definitions(sqlite3mc PRIVATE
    CODEC_TYPE=CODEC_TYPE_AEGIS
    SQLITE_ENABLE_FTS5
    SQLITE_THREADSAFE=2            # a connection belongs to one thread at a time
    SQLITE_DQS=0                   # "name" is never a string
    SQLITE_TEMP_STORE=2            # no plaintext in temporary files
    SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_DEFAULT_MEMSTATUS=0)
endif()
target_include_directories(sqlite3mc SYSTEM ${scope} "${sqlite3mc_source}")
target_link_libraries(sqlite3mc ${scope} Threads::Threads m)
