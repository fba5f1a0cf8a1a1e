//! Papers for the tests: real PDFs with a text layer, without one, encrypted, broken, and very long.

use lopdf::Dictionary;
use lopdf::Document;
use lopdf::EncryptionState;
use lopdf::EncryptionVersion;
use lopdf::Object;
use lopdf::Permissions;
use lopdf::Stream;
use lopdf::content::Content;
use lopdf::content::Operation;
use lopdf::dictionary;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A PDF with these lines on its pages, in a font that says which characters its glyphs stand for.
pub fn pdf(pages: &[Vec<String>]) -> Vec<u8> {
    let mut doc = with_text(pages);
    bytes_of(&mut doc)
}

/// A PDF whose pages are a grey square each.
pub fn scan(pages: usize) -> Vec<u8> {
    let mut doc = Document::with_version("1.5");
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 2,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    let picture = doc.add_object(Stream::new(picture, vec![40, 90, 140, 190]));
    let resources = dictionary! { "XObject" => dictionary! { "P" => picture } };
    let draw = vec![
        Operation::new("q", vec![]),
        Operation::new("cm", vec![400.into(), 0.into(), 0.into(), 500.into(), 90.into(), 200.into()]),
        Operation::new("Do", vec!["P".into()]),
        Operation::new("Q", vec![]),
    ];
    let contents = vec![draw; pages];
    finish(&mut doc, contents, resources);
    bytes_of(&mut doc)
}

/// A PDF that opens only with a password.
pub fn locked(pages: &[Vec<String>]) -> Vec<u8> {
    let mut doc = with_text(pages);
    let id = || Object::string_literal("0123456789abcdef");
    doc.trailer.set("ID", vec![id(), id()]);
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state of encryption");
    doc.encrypt(&state).expect("encrypted");
    bytes_of(&mut doc)
}

/// The beginning of a PDF and nothing more.
pub fn broken(pages: &[Vec<String>]) -> Vec<u8> {
    let whole = pdf(pages);
    whole[..whole.len() / 3].to_vec()
}

fn bytes_of(doc: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("a PDF in memory");
    bytes
}

fn with_text(pages: &[Vec<String>]) -> Document {
    let mut doc = Document::with_version("1.5");
    let mut glyphs: BTreeMap<char, u16> = BTreeMap::new();
    for c in pages.iter().flatten().flat_map(|line| line.chars()) {
        let next = u16::try_from(glyphs.len() + 1).expect("few characters");
        glyphs.entry(c).or_insert(next);
    }
    let font = font(&mut doc, &glyphs);
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let page = |lines: &Vec<String>| {
        let mut draw = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F".into(), 12.into()]),
            Operation::new("Td", vec![60.into(), 760.into()]),
        ];
        for line in lines {
            let codes: Vec<u8> = line.chars().flat_map(|c| glyphs[&c].to_be_bytes()).collect();
            let text = Object::String(codes, lopdf::StringFormat::Hexadecimal);
            draw.push(Operation::new("Tj", vec![text]));
            draw.push(Operation::new("Td", vec![0.into(), Object::Integer(-18)]));
        }
        draw.push(Operation::new("ET", vec![]));
        draw
    };
    let contents = pages.iter().map(page).collect();
    finish(&mut doc, contents, resources);
    doc
}

/// A font without outlines: enough for a reader of text.
fn font(doc: &mut Document, glyphs: &BTreeMap<char, u16>) -> lopdf::ObjectId {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
         /CMapName /Papers def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    let all: Vec<(&char, &u16)> = glyphs.iter().collect();
    for some in all.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", some.len());
        for (c, code) in some {
            let mut units = [0; 2];
            let hex: String = c.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04X}")).collect();
            let _ = writeln!(map, "<{code:04X}> <{hex}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end\n");
    let map = doc.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
    let descriptor = doc.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "Papers", "Flags" => 4, "ItalicAngle" => 0, "Ascent" => 880,
        "Descent" => -120, "CapHeight" => 700, "StemV" => 80,
        "FontBBox" => vec![0.into(), Object::Integer(-120), 1000.into(), 880.into()],
    });
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
    };
    // Chinese characters are a whole em wide, others half of one.
    let widths = glyphs.iter().flat_map(|(c, code)| {
        let wide: i64 = if c.is_ascii() { 500 } else { 1000 };
        [Object::Integer((*code).into()), Object::Integer((*code).into()), Object::Integer(wide)]
    });
    let descendant = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Papers", "CIDSystemInfo" => system,
        "FontDescriptor" => descriptor, "DW" => 1000, "W" => widths.collect::<Vec<_>>(),
    });
    doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Papers", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()], "ToUnicode" => map,
    })
}

fn finish(doc: &mut Document, contents: Vec<Vec<Operation>>, resources: Dictionary) {
    let pages = doc.new_object_id();
    let resources = doc.add_object(resources);
    let count = contents.len();
    let mut kids = Vec::new();
    for operations in contents {
        let content = Content { operations }.encode().expect("operations");
        let content = doc.add_object(Stream::new(Dictionary::new(), content));
        let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
        kids.push(Object::from(doc.add_object(page)));
    }
    let tree = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => i64::try_from(count).expect("pages"), "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    };
    doc.objects.insert(pages, Object::Dictionary(tree));
    let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    doc.trailer.set("Root", catalog);
}
