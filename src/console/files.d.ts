/** The files of the console, built from `console/` by `npm run console`. */
export declare const consoleFiles: readonly { readonly name: string; readonly type: string; readonly text: string }[]
