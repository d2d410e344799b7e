#pragma once
// What main() puts under the window: see app/main.cpp.
