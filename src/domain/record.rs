//! The `record!` and `codes!` macros: one definition drives everything.
//!
//! A line `name: Type [Flags] check;` makes the struct's field, its serde and its row of the field table. The Rust type
//! decides the field type through [`Typed`](crate::domain::field::Typed).

/// Makes a struct with its field table: `FIELDS`, `get(index)` and `set(index, value)`.
///
/// ```text
/// record! {
///     /// What it is.
///     pub struct Name {
///         /// What the field means, its source.
///         field: Type [Required, Roster] => check_function;
///     }
/// }
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $ty:ty [ $($flag:ident),* ] $(=> $check:path)? ; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        $vis struct $name {
            $( $(#[$fmeta])* pub $field: $ty, )*
        }

        impl $name {
            /// The field table, in the order of the definition.
            pub const FIELDS: &'static [$crate::domain::field::Field] = &[
                $( $crate::domain::field::Field {
                    name: stringify!($field),
                    ty: <$ty as $crate::domain::field::Typed>::TYPE,
                    flags: &[ $( $crate::domain::field::Flag::$flag ),* ],
                    check: $crate::record!(@check $($check)?),
                }, )*
            ];

            /// The value of the field at this place of the table; null beyond it.
            pub fn get(&self, index: usize) -> $crate::domain::value::Value {
                let getters: &[fn(&Self) -> $crate::domain::value::Value] = &[
                    $( |me| $crate::domain::field::Typed::value(&me.$field), )*
                ];
                getters.get(index).map_or($crate::domain::value::Value::Null, |getter| getter(self))
            }

            /// Puts a value into the field at this place of the table; says why when its type does not fit.
            pub fn set(
                &mut self,
                index: usize,
                value: $crate::domain::value::Value,
            ) -> Result<(), $crate::domain::msg::Msg> {
                type Setter<T> = fn(&mut T, $crate::domain::value::Value) -> Result<(), $crate::domain::msg::Msg>;
                let setters: &[Setter<Self>] = &[
                    $( |me, value| {
                        me.$field = $crate::domain::field::Typed::from_value(value)?;
                        Ok(())
                    }, )*
                ];
                setters.get(index).map_or(Ok(()), |setter| setter(self, value))
            }
        }

        impl $crate::domain::field::Typed for $name {
            const TYPE: $crate::domain::field::FieldType = $crate::domain::field::FieldType::Group(Self::FIELDS);
            fn value(&self) -> $crate::domain::value::Value {
                $crate::domain::value::Value::Group((0..Self::FIELDS.len()).map(|i| self.get(i)).collect())
            }
            fn from_value(
                value: $crate::domain::value::Value,
            ) -> Result<Self, $crate::domain::msg::Msg> {
                let mut made = Self::default();
                match value {
                    $crate::domain::value::Value::Null => {}
                    $crate::domain::value::Value::Group(items) => {
                        for (index, item) in items.into_iter().enumerate() {
                            made.set(index, item)?;
                        }
                    }
                    other => return Err($crate::domain::field::mismatch(&other)),
                }
                Ok(made)
            }
        }
    };
    (@check) => { None };
    (@check $check:path) => { Some($check) };
}

/// Makes an enum of codes that is written as its text everywhere: an inserted code never changes what a stored one means.
///
/// `codes! { /// doc pub enum Name: "table" { /// doc Variant = "CODE", … } default Variant }`
#[macro_export]
macro_rules! codes {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident : $table:literal {
            $( $(#[$vmeta:meta])* $variant:ident = $code:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $( $(#[$vmeta])* $variant, )*
        }

        impl $name {
            /// The code table of this enum.
            pub const TABLE: $crate::domain::field::CodeTable = $crate::domain::field::CodeTable {
                name: $table,
                codes: &[ $( $code ),* ],
                labelled: true,
            };
            /// Every code in order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The code as written everywhere.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $code, )* }
            }

            /// The code from its exact text.
            pub fn from_code(text: &str) -> Option<Self> {
                match text { $( $code => Some(Self::$variant), )* _ => None }
            }

            /// The message id of the code's label.
            pub fn label(self) -> String {
                Self::TABLE.label(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_code(&text).ok_or_else(|| {
                    serde::de::Error::custom(format!("unknown {} code `{text}`", $table))
                })
            }
        }

        impl $crate::domain::field::Typed for $name {
            const TYPE: $crate::domain::field::FieldType = $crate::domain::field::FieldType::Code(&Self::TABLE);
            fn value(&self) -> $crate::domain::value::Value {
                $crate::domain::value::Value::Code(self.as_str().to_owned())
            }
            fn from_value(
                value: $crate::domain::value::Value,
            ) -> Result<Self, $crate::domain::msg::Msg> {
                match value {
                    $crate::domain::value::Value::Null => Ok(Self::default()),
                    $crate::domain::value::Value::Code(c) | $crate::domain::value::Value::Text(c) => {
                        Self::from_code(&c).ok_or_else(|| {
                            $crate::domain::field::mismatch(&$crate::domain::value::Value::Code(c))
                        })
                    }
                    other => Err($crate::domain::field::mismatch(&other)),
                }
            }
        }
    };
}

/// Makes reference types: ids of one kind, `Name = "kind";`.
#[macro_export]
macro_rules! refs {
    ($( $(#[$meta:meta])* $name:ident = $kind:literal; )*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id it names, when it is one.
            pub fn id(&self) -> Option<$crate::domain::kind::Id> {
                self.0.parse().ok()
            }
        }

        impl $crate::domain::field::Typed for $name {
            const TYPE: $crate::domain::field::FieldType = $crate::domain::field::FieldType::Ref($kind);
            fn value(&self) -> $crate::domain::value::Value {
                if self.0.is_empty() {
                    $crate::domain::value::Value::Null
                } else {
                    $crate::domain::value::Value::Ref(self.0.clone())
                }
            }
            fn from_value(
                value: $crate::domain::value::Value,
            ) -> Result<Self, $crate::domain::msg::Msg> {
                match value {
                    $crate::domain::value::Value::Null => Ok(Self::default()),
                    $crate::domain::value::Value::Ref(r) | $crate::domain::value::Value::Text(r) => Ok(Self(r)),
                    other => Err($crate::domain::field::mismatch(&other)),
                }
            }
        }
    )* };
}
