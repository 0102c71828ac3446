/** Texts that mean something to a tool that may read what they were written into. */
export const hostileTexts: Record<string, string> = {
  'quotes of both kinds': `it's "the" \\"service\\" \`of\` ours`,
  'what YAML means something by': '- key: value # {[*&!|>%@',
  'a colon at its end': 'Counts:',
  'what Helm and Prometheus mean something by': '{{ .Values.x }} {{ $labels }}',
  'what the template means something by':
    '${{ values.name }} {% if x %} {# y #}',
  'what GitHub means something by': '${{ secrets.TOKEN }}',
  'the end of a script': '</script><script>alert(1)</script>',
  'the end of a comment': '--> <!-- */ /*',
  'lines of their own': 'one\n---\nkind: Secret\r\n# two',
  'a tab and a backslash': 'a\tb \\n \\u0000 C:\\x',
  'words that YAML reads as something else': 'null',
  'a number': '0x10',
  'right to left': 'عداد الزيارات \u202Eabc',
  'emoji and joined signs': '👩‍👩‍👧 🇺🇦 e\u0301',
  'what a shell means something by': '$(rm -rf /) `id` "; exit 1',
  'as long as it may be': 'x'.repeat(200),
};

/** Names that a tool may read as something else than a name. */
export const hostileNames = {
  'as long as it may be': 'a'.repeat(40),
  'as short as it may be': 'a',
  'of digits but for one letter': 'e123',
  "Node's own module": 'http',
  "Kubernetes' own word": 'kubernetes',
};
