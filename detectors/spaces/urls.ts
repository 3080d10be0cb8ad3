/** Functions and classes that take a URL apart, and what they call its parts. */
import type { CallRules } from '../../src/evaluate/calls.ts';

export const urls: Pick<CallRules, 'urls'> = {
  urls: {
    parsing: [
      // JavaScript. https://url.spec.whatwg.org, https://nodejs.org/api/url.html, npm url-parse
      ...['=URL', 'url.URL', 'url.parse', '=url.parse', 'url-parse', 'url-parse.default'],
      // Python. https://docs.python.org/3/library/urllib.parse.html, yarl, furl, httpx
      ...['urllib.parse.urlparse', 'urllib.parse.urlsplit', '=urlparse', '=urlsplit', 'urlparse.urlparse'],
      ...['yarl.URL', 'furl.furl', 'httpx.URL'],
      // https://github.com/migonzalvar/dj-email-url: the settings that Django has for mail
      'dj_email_url.parse',
      // PHP. https://www.php.net/parse_url
      '=parse_url',
      // Ruby. https://docs.ruby-lang.org/en/master/URI.html, Addressable
      ...['URI.parse', '=URI', 'Addressable.URI.parse', 'Addressable::URI.parse'],
      // Java, Kotlin, Scala
      ...['URI.create', 'java.net.URI', 'java.net.URL', 'HttpUrl.parse', 'HttpUrl.get'],
      // .NET. https://learn.microsoft.com/dotnet/api/system.uri
      ...['System.Uri', '=Uri', 'UriBuilder', '=UriBuilder'],
      // Go. https://pkg.go.dev/net/url
      ...['net/url.Parse', 'url.Parse', 'url.ParseRequestURI'],
      // Rust, Elixir, Perl
      ...['Url.parse', 'url.Url.parse', 'Uri.from_str', 'URI.new!', 'URI.new', '=URI.new'],
    ],
    addresses: [
      // https://pkg.go.dev/net#SplitHostPort
      'net.SplitHostPort',
    ],
    parts: {
      host: [
        ...['hostname', 'host', 'Host', 'Hostname', 'HostName', 'getHost', 'host_str', 'DnsSafeHost', 'IdnHost'],
        'PHP_URL_HOST',
        'EMAIL_HOST',
      ],
      port: ['EMAIL_PORT', 'port', 'Port', 'getPort', 'port_or_known_default', 'PHP_URL_PORT'],
      authority: ['netloc', 'Authority', 'authority', 'getAuthority', 'host_port'],
      scheme: ['protocol', 'scheme', 'Scheme', 'getScheme', 'PHP_URL_SCHEME'],
    },
    withPort: { javascript: 'host', go: 'Host' },
  },
};
