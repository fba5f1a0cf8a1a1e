# The filter language: mistakes and what to do about them.

filter-open-quote = This quote is not closed.
filter-empty-text = There is nothing between the quotes.
filter-open-paren = This parenthesis is not closed.
filter-close-paren = There is no parenthesis to close here.
filter-too-deep = The filter is nested too deeply.
filter-missing-operand = A condition is missing here.
filter-missing-field = The name of a field is missing before this.
filter-missing-value = A value for { $field } is missing.
filter-unknown-field = There is no field “{ $name }”.
filter-unknown-code = “{ $value }” is not a value of { $field }.
filter-bad-value = “{ $value }” does not fit { $field }, which holds { $kind }.
filter-no-order = “{ $value }” has no place in the order of { $field }.
filter-one-value = Only one value can stand after { $op }.
filter-wrong-operator = { $op } cannot be used with { $field }, which holds { $kind }.

filter-help-did-you-mean = Did you mean “{ $name }”?
filter-help-quote = To search for this text itself, put it in quotes.
filter-help-quote-word = To search for “and”, “or” or “not” themselves, put them in quotes.
filter-help-values = Values: { $values }.
filter-help-values-among = Among the values: { $values }.
filter-help-operators = Use one of { $ops }.
filter-help-text = Write a word, or several in quotes.
filter-help-date = Write 2026-03-31, 2026-03, 2026, today, or a distance such as 30d, -2w, 3m, 1y.
filter-help-int = Write a whole number.
filter-help-flag = Write yes or no.

filter-kind-code = a code
filter-kind-set = a set of codes
filter-kind-text = text
filter-kind-date = a date
filter-kind-int = a whole number
filter-kind-flag = yes or no
