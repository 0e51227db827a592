// Makes the tokenizer files under tests/TeachWhy.Tests/Transformer/Tokenizers and what the reference makes of texts.
// Reference: Hugging Face's own tokenizers (npm package "tokenizers" 0.23.2). From the root of the checkout:
//   npm install --prefix PLACE tokenizers@0.23.2 && NODE_PATH=PLACE/node_modules node bench/peers/tokenizer_fixtures.js
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Tokenizer } = require('tokenizers');

const target = 'tests/TeachWhy.Tests/Transformer/Tokenizers';
const mergeCount = 600;
const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const modern = digits => `${contractions}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;
const byteLevel = (prefix, regex) => ({ type: 'ByteLevel', add_prefix_space: prefix, trim_offsets: true, use_regex: regex });
const split = regex => ({
  type: 'Sequence',
  pretokenizers: [{ type: 'Split', pattern: { Regex: regex }, behavior: 'Isolated', invert: false }, byteLevel(false, false)],
});
const added = (content, options) => ({ content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...options });

const layouts = {
  gpt2: {
    pre_tokenizer: byteLevel(false, true),
    added: [added('<|endoftext|>', { normalized: true })],
  },
  gpt2prefix: {
    pre_tokenizer: byteLevel(true, true),
    added: [
      added('<|endoftext|>'), added('<mask>', { lstrip: true }), added('<pad>', { rstrip: true }),
      added('word', { single_word: true, special: false, normalized: true }), added('<|endoftext|><|endoftext|>', { special: false }),
    ],
  },
  llama3: {
    pre_tokenizer: split(modern('\\p{N}{1,3}')),
    added: ['<|begin_of_text|>', '<|end_of_text|>', '<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'].map(content => added(content)),
    ignore_merges: true,
    pairs: true,
    begin: '<|begin_of_text|>',
  },
  qwen2: {
    normalizer: { type: 'NFC' },
    pre_tokenizer: split(modern('\\p{N}')),
    added: [added('<|endoftext|>'), added('<|im_start|>'), added('<|im_end|>'), added('<tool_call>', { special: false }), added('</tool_call>', { special: false })],
  },
};

const words = `The quick brown fox, which the auditors' record doesn't mention, jumps over 13 lazy dogs; they've seen it's 2024-11-21.
  def train(model, steps=1000):\n\treturn [model.step(i) for i in range(steps)]\r\nZwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.
Voix ambiguë d'un cœur qui, au zéphyr, préfère les jattes de kiwis. Съешь же ещё этих мягких французских булок, да выпей чаю.
敏捷的棕色狐狸跳过了懒狗。いろはにほへと ちりぬるを。키스의 고유조건은 입술끼리 만나야 하고. نص حكيم له سر قاطع وذو شأن عظيم مكتوب. ऋषियों को सताने वाले दुष्ट राक्षसों.`;
const corpus = () => fs.readdirSync('docs').filter(name => name.endsWith('.md')).sort().map(name => fs.readFileSync(`docs/${name}`, 'utf8')).join('\n').slice(0, 60000) + words.repeat(3);

const texts = [
  '', ' ', '  ', '\t', '\n', '\r\n', '\r\n\r\n  x', ' \n ', 'a', ' a', '  a', 'a ', 'a  ', 'a\t\tb', 'a \n\n b\n', '\n\n\n', '   leading', 'trailing   ',
  'Hello world', "I'm you're we've he'd she'll it's don't", "I'M YOU'RE WE'VE HE'D SHE'LL IT'S DON'T", "'S 's ’s ‘s 'ſ 'K 'll'LL'Ll", "x'sx 'tx", "''''''", "'",
  '1', '12', '123', '1234', '12345678901234567890', '1.5e-10', '٠١٢٣٤', '०१२३४५', '𝟘𝟙𝟚𝟛', 'Ⅷ ½ ² ①', '3333 333 33 3', 'a1b22c333',
  '😀', '👨‍👩‍👧‍👦 family', '🏳️‍🌈', '👍🏽', '🇩🇪🇫🇷', 'emoji😀in😀words', '\u{10330}\u{10331}\u{10332} gothic', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝒸𝓁𝒶𝓈𝓈', '\u{20000}\u{2A6D6}漢字', '\u{1F600}\u{10FFFF}\u{E0001}',
  'e\u0301', '\u00e9', 'e\u0301\u0323', 'e\u0323\u0301', '\u0301', ' \u0301', 'A\u030A \u212B \u00C5', '\u1100\u1161\u11A8 \uAC00\u11A8 \uAC01', '\u0958 \u0915\u093C', '\u1E9B\u0323', '\uFB01 \uFF21 \u2460', 'q\u0307\u0323', '\u0344', '\u2126\u212A',
  'a\u0085b', 'a\u200Bb', '\uFEFFbom', 'a\u00A0b', '\u00A0\u00A0 x', '\u2028x\u2029', 'a\u3000b', '\u0000\u0001\u0002\u001F\u007F', 'a\u00ADb', '\u202Ertl\u202C', '\u1680\u2003\u205F',
  'नमस्ते दुनिया', 'ภาษาไทย', 'العَرَبِيَّة', 'עברית', 'Ελληνικά', 'Привет, мир!', '日本語テキスト。', '中文，测试。', '한국어 텍스트', 'Tiếng Việt', 'İstanbul ıI', 'straße STRASSE ẞ',
  '!!!', '...', '... ...', '!?!?\n\n', '---\n', '<>', '{"a": [1, 2.5, null], "b": "c\\n"}', 'if (x != y) { return *p++; } // comment\n\tx <<= 3;', 'https://example.com/a?b=c&d=%20#e', 'user_name@host.example', 'snake_case camelCase PascalCase SCREAMING_CASE', '\\n\\t\\r', '$100,000.00', '50% off!', '“quoted” „Zitat“ «texte»', 'a—b–c-d',
  'word', 'a word here', 'words', 'sword', 'word.', '-word-', 'wordword', '\u0301word', 'word\u200D',
  '<|endoftext|>', 'a<|endoftext|>b', 'a <|endoftext|> b', '<|endoftext|><|endoftext|>', '<|endoftext|><|endoftext|><|endoftext|>x', '<|endoftext', '|endoftext|>', '<<|endoftext|>>', ' <mask> x', 'a   <mask>   b', '<pad>  x', '  <pad>  <mask>  ', '<mask><mask>',
  '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi!<|eot_id|>', '<|im_start|>system\nYou are kind.<|im_end|>\n<|im_start|>user\ne\u0301<|im_end|>\n', '<tool_call>\n{"name": "f"}\n</tool_call>', '<|im_start|><|im_end|>',
  'x'.repeat(300), 'the '.repeat(100), ' '.repeat(200), '\n'.repeat(100) + 'a', 'ab'.repeat(150) + '1'.repeat(50), 'é'.repeat(100), '字'.repeat(80), '\u0301'.repeat(60), ' \n'.repeat(50) + ' ',
];

// Texts of any characters at all, the same on every run.
let state = 1n;
const random = limit => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn;
  return Number((state >> 33n) % BigInt(limit));
};
const pick = list => list[random(list.length)];
const blocks = [
  [0x20, 0x7E], [0xA0, 0x24F], [0x300, 0x36F], [0x370, 0x52F], [0x590, 0x6FF], [0x900, 0xDFF], [0xE00, 0x11FF], [0x1E00, 0x20FF], [0x3000, 0x30FF],
  [0x4E00, 0x9FFF], [0xAC00, 0xD7A3], [0xF900, 0xFFEF], [0x10000, 0x11FFF], [0x1D000, 0x1F9FF], [0, 0xD7FF], [0xE000, 0x10FFFF],
];
const bits = ["'s", "'LL", ' ', '  ', '\n', '\r\n', '\t', '12', '1234', '\u0663', 'a', ' word', 'word', 'e\u0301', '\u0323', '!', '--', '<|endoftext|>', '<|im_end|>', '<mask>'];
const anyText = () => Array.from({ length: 1 + random(14) }, () => {
  const [first, last] = pick(blocks);
  return random(2) ? pick(bits) : String.fromCodePoint(first + random(last - first + 1));
}).join('');

const ascii = value => JSON.stringify(value).replace(/[\u007f-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));

async function train(layout, text) {
  const file = path.join(os.tmpdir(), `corpus-${process.pid}.txt`);
  const tokenizer = Tokenizer.fromString(JSON.stringify(describe(layout, { type: 'BPE', vocab: {}, merges: [] })));
  fs.writeFileSync(file, text);
  tokenizer.train([file]);
  tokenizer.save(file);
  const { merges } = JSON.parse(fs.readFileSync(file)).model;
  fs.rmSync(file);
  return merges.slice(0, mergeCount);
}

const describe = (layout, model) => ({
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: layout.normalizer ?? null,
  pre_tokenizer: layout.pre_tokenizer, post_processor: byteLevel(false, true), decoder: byteLevel(false, true), model,
});

async function make(name, layout, text) {
  const merges = await train(layout, text);
  const printable = [...Array(256).keys()].filter(b => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174);
  const letters = printable.map(b => String.fromCharCode(b));
  for (let n = 0; letters.length < 256; n++) letters.push(String.fromCharCode(256 + n));
  const vocab = {};
  for (const token of [...letters, ...merges.map(([a, b]) => a + b)]) vocab[token] ??= Object.keys(vocab).length;
  const count = Object.keys(vocab).length;

  const json = describe(layout, {
    type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: '', end_of_word_suffix: '', fuse_unk: false,
    byte_fallback: false, ignore_merges: layout.ignore_merges ?? false, vocab, merges: layout.pairs ? merges : merges.map(([a, b]) => `${a} ${b}`),
  });
  json.added_tokens = layout.added.map((token, i) => ({ id: count + i, ...token }));
  if (layout.begin) {
    json.post_processor = {
      type: 'Sequence',
      processors: [byteLevel(true, true), {
        type: 'TemplateProcessing',
        single: [{ SpecialToken: { id: layout.begin, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
        pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
        special_tokens: { [layout.begin]: { id: layout.begin, ids: [count], tokens: [layout.begin] } },
      }],
    };
  }
  const folder = path.join(target, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'tokenizer.json'), JSON.stringify(json, null, 1) + '\n');
  const reference = Tokenizer.fromFile(path.join(folder, 'tokenizer.json'));
  const cases = [];
  for (const text of [...texts, ...Array.from({ length: 120 }, anyText)]) {
    const ids = (await reference.encode(text, null, { addSpecialTokens: false })).getIds();
    cases.push(ascii({ text, ids, decoded: await reference.decode(ids, false) }));
  }
  // Tokens in any order: characters cut apart, added tokens between.
  for (let i = 0; i < 40; i++) {
    const ids = Array.from({ length: 1 + i }, (_, k) => (i * 7919 + k * k * 104729 + k * 31) % (count + layout.added.length));
    cases.push(ascii({ ids, decoded: await reference.decode(ids, false) }));
  }
  fs.writeFileSync(path.join(folder, 'cases.json'), `[\n${cases.join(',\n')}\n]\n`);
  console.log(`${name}: ${count + layout.added.length} tokens, ${cases.length} cases`);
}

(async () => {
  const text = corpus();
  for (const [name, layout] of Object.entries(layouts)) await make(name, layout, text);

  // What the reference's own training learns, line by line as it reads a file.
  const lines = (words + '\n' + texts.filter(one => one.length < 100).join('\n')).match(/[^\n]*\n|[^\n]+$/g);
  fs.writeFileSync(path.join(target, 'training.json'), ascii({ lines, merges: await train(layouts.llama3, lines.join('')) }) + '\n');
})();
