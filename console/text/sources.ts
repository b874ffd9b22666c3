const WORDS: Readonly<Record<string, string>> = { server: 'as the real server does', inferred: 'inferred' }

/** A source for people: the place in its document, without the name of its file. */
export const sourceText = (source: string): string => WORDS[source] ?? `document: ${source.split('#')[1] ?? source}`
