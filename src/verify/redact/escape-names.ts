/** What JSON and JavaScript write as a backslash and a letter, by the character: the letter. */
export const LETTERS: ReadonlyMap<string, string> = new Map([
  ['\b', 'b'],
  ['\f', 'f'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
  ...['"', "'", '`', '/'].map((character) => [character, character] as const),
])

/** HTML's names of ASCII characters, by the character. */
export const HTML_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  `!excl "quot|QUOT #num $dollar %percnt &amp|AMP 'apos (lpar )rpar *ast|midast +plus ,comma .period /sol :colon ;semi <lt|LT
  =equals >gt|GT ?quest @commat [lsqb|lbrack \\bsol ]rsqb|rbrack ^Hat _lowbar|UnderBar {lcub|lbrace |verbar|vert|VerticalLine
  }rcub|rbrace \`grave|DiacriticalGrave`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 1), entry.slice(1).split('|')]),
)
