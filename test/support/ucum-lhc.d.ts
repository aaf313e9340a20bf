// What our test uses of @lhncbc/ucum-lhc, which ships without types.
declare module '@lhncbc/ucum-lhc' {
  interface Converted {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
  }
  interface Utils {
    convertUnitTo(from: string, value: number, to: string, options?: { readonly molecularWeight?: number }): Converted;
  }
  const ucum: { readonly UcumLhcUtils: { getInstance(): Utils } };
  export default ucum;
}
