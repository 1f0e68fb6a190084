#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rapport {

struct ParameterValue {
  std::string_view name;  // as `parameter_table` has it
  double value = 0;
};

// The text of a `.rapport.yaml` with these parameters set: their numbers are replaced where they
// stand, else they are added to `parameters:`, or with it at the end. All other bytes stay. The
// outcome is read again before it is given back: whatever this cannot edit safely throws UsageError
// with what to write by hand. `file` is for messages.
std::string set_parameters(std::string_view text, std::span<const ParameterValue> values,
                           const std::string& file);

}  // namespace rapport
