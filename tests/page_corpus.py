"""Pages with one fault each, and the nearest harmless look-alike of each: made from one clean page by a small table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.page.render.exporter import render_page
from partnerlab.page.style import write_source

PICTURE = "data:image/png;base64,iVBORw0KGgo="
TABLE = '<table><caption>Leads</caption><tr><th scope="col">Risk</th></tr><tr><td>R1</td></tr></table>'
DRAWING = '<svg role="img" aria-labelledby="t d" viewBox="0 0 9 9"><title id="t">T</title><desc id="d">D</desc>{}</svg>'
FIGURE = {"text/html": "<p>drawn</p>", "application/vnd.partnerlab.figure+json": {"figures": []}}


@dataclass(frozen=True)
class Case:
    """A fault, its harmless look-alike, and how each is put into a page."""

    name: str
    faulty: str
    twin: str
    put: Callable[[str, str], str]


def clean_page(*, live: bool = False) -> str:
    """Return a page without a fault; with `live` an interactive one."""
    cells = [new_markdown_cell("# Risks\n\n## One\n\nWords.\n\n## Two")]
    if live:
        cells.append(new_code_cell("", outputs=[new_output("display_data", data=FIGURE)]))
    return render_page(new_notebook(cells=cells), name="x")


def drawn(inside: str) -> str:
    """Return a drawing that has a name and a description, with something in it."""
    return DRAWING.format(inside)


def in_main(page: str, html: str) -> str:
    return page.replace("</main>", f"{html}</main>", 1)


def in_head(page: str, html: str) -> str:
    return page.replace("</title>", f"</title>{html}", 1)


def in_style(page: str, css: str) -> str:
    """Add to the page's style, and let its policy know it."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    known, added = write_source(style), write_source(style + css)
    return page.replace(known.replace("'", "&#39;"), added.replace("'", "&#39;")).replace(style, style + css, 1)


def beside_style(page: str, html: str) -> str:
    """Add to the page's text, and let its policy know each style in that."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    known = write_source(style).replace("'", "&#39;")
    more = [write_source(css).replace("'", "&#39;") for css in re.findall("<style>(.*?)</style>", html)]
    return in_main(page.replace(known, " ".join([known, *more])), html)


def policy_at(page: str, place: str) -> str:
    """Move the page's policy ahead of what is given."""
    (policy,) = re.findall('<meta http-equiv="Content-Security-Policy"[^>]*>', page)
    return page.replace(policy, "").replace(place, policy + place, 1)


def in_policy(page: str, said: str) -> str:
    """Change the page's policy: `old -> new`."""
    old, _, new = said.replace("'", "&#39;").partition(" -> ")
    assert old in page
    return page.replace(old, new, 1)


def anywhere(page: str, said: str) -> str:
    """Change the page itself: `old -> new`."""
    old, _, new = said.partition(" -> ")
    assert old in page, old
    return page.replace(old, new, 1)


def in_data(page: str, said: str) -> str:
    """Change the data of an interactive page, which stands for the page given."""
    live = clean_page(live=True)
    return re.sub(r'<script type="application/json" class="pl-specification">.*?</script>', lambda _: said, live)


DATA = '<script type="application/json" class="pl-specification">{}</script>'


def data(content: str) -> str:
    """Return a block of data for the page's own script."""
    return DATA.format(content)


TABLE_OF_CASES: dict[Callable[[str, str], str], list[tuple[str, str, str]]] = {
    in_style: [
        ("a remote image in CSS", "p{background:url(https://x.test/a.png)}", f"p{{background:url({PICTURE})}}"),
        ("a quoted remote image", 'p{background:url( "//x.test/a.png")}', 'p::before{content:"url(//x.test/a.png)"}'),
        ("an image spelled with escapes", r"p{background:\75 rl(https://x.test)}", r"p::before{content:'\75 rl(x)'}"),
        ("an image after a comment", "p{background:/**/url(x.png)}", "/* p{background:url(x.png)} */"),
        ("@import", "@import 'x.css';", "p::before{content:'@import x.css'}"),
        ("@import in capitals", "@IMPORT url(x.css);", "@media print{p{margin:0}}"),
        ("a font by its address", "@font-face{font-family:F;src:url(https://x.test/f.woff2)}", "p{font-family:F}"),
        ("a set of images", "p{background:image-set('https://x.test/a.png' 1x)}", "p{background:none}"),
        ("a cursor by its address", "p{cursor:url(x.cur),auto}", "p{cursor:pointer}"),
        ("a remote filter", "p{filter:url(https://x.test/f.svg#a)}", "p{filter:url(#a)}"),
        ("an expression", "p{width:expression(alert(1))}", "p{width:calc(1px + 1px)}"),
        ("a binding", "p{-moz-binding:url(x.xml#a)}", "p{scroll-behavior:smooth}"),
        ("an image between remarks", "/*'*/p{background:url(x.png)}/*'*/", "/*'*/p{background:none}/*'*/"),
        ("an image between escaped quotes", r"p{--a:\'}p{background:url(x.png)}p{--b:\'}", r"p{--a:\'}p{--b:\'}"),
        ("an address that begins as a remark", "p{background:url(/**/#a)}", "/**/p{background:url(#a)}"),
        ("an image after a quote that ends with its line", "p{--a:'\n}p{background:url(x.png)}q{--b:'}", "p{--a:'\n}"),
        ("an end of it that browsers see alone", "</style x><p onclick=x()>a</p>", "p::before{content:'/style x'}"),
        (
            "a picture of another kind",
            "p{background:url(data:image/svg+xml,x)}",
            "p{background:url(data:image/webp,x)}",
        ),
        ("a remote mark of a list", "ul{list-style-image:url(x.png)}", "ul{list-style:square}"),
    ],
    in_head: [
        ("meta refresh", '<meta http-equiv="refresh" content="0;url=https://x.test">', ""),
        ("meta refresh in capitals", '<META HTTP-EQUIV="Refresh" CONTENT="0">', ""),
        ("a cookie", '<meta http-equiv="set-cookie" content="a=b">', ""),
        ("prefetching switched on", '<meta http-equiv="x-dns-prefetch-control" content="on">', ""),
        ("an unknown name in the head", '<meta name="monetization" content="$x">', ""),
        ("base", '<base href="https://x.test/">', ""),
        ("a style sheet elsewhere", '<link rel="stylesheet" href="x.css">', ""),
        ("preload", '<link rel="preload" as="image" href="https://x.test/a.png">', ""),
        ("prefetch", '<link rel="prefetch" href="https://x.test">', ""),
        ("dns-prefetch", '<link rel="dns-prefetch" href="//x.test">', ""),
        ("preconnect", '<link rel="preconnect" href="https://x.test">', ""),
        ("an icon", '<link rel="icon" href="favicon.ico">', ""),
        ("a manifest", '<link rel="manifest" href="m.json">', ""),
        ("a set of pictures ahead", '<link rel="preload" imagesrcset="x.png 2x">', ""),
        ("a second title", "<title>Another</title>", ""),
        ("a second style, unknown to the policy", "<style>p{color:red}</style>", ""),
        ("a second policy", '<meta http-equiv="Content-Security-Policy" content="default-src *">', ""),
        ("noscript", "<noscript><p>a</p></noscript>", ""),
    ],
    beside_style: [
        ("a second style that the policy knows", "<style>p{color:red}</style>", "<p>p{color:red}</p>"),
        (
            "a style in a drawing that is markup to browsers",
            drawn("<style>p{}</style>").replace("p{}", "<img alt='' src='https://x.test/a.png'>"),
            drawn("<text>style</text>"),
        ),
    ],
    policy_at: [
        ("a policy in the text", "</main>", "<title>"),
        ("a policy after the style", "</head>", '<meta name="viewport"'),
    ],
    in_main: [
        ("a quote that is never closed", '<p title="a onclick=x()>a</p>', '<p title="a onclick=x()">a</p>'),
        ("a quote within a value", "<p title=a'b>a</p>", '<p title="a\'b">a</p>'),
        ("an end with more in it", "<p>a</p x='><p onclick=x()>'>", "<p>a</p >"),
        ("an end that is a remark", "<p>a</ p><p onclick=x()></p>", "<p>a&lt;/ p></p>"),
        ("a tag that is not closed", "<p>a</p><p class=b", "<p>a</p><p class=b></p>"),
        ("a null", "<p>a\0</p>", "<p>a</p>"),
        (
            "a tag in a title of a drawing",
            drawn("").replace(">T<", ">T<img alt='' src='https://x.test/a.png'><"),
            drawn("").replace(">T<", ">T &lt;img><"),
        ),
        ("a remote fill", drawn('<rect fill="url(https://x.test/a.svg#a)"/>'), drawn('<rect fill="url(#t)"/>')),
        ("a fill by its escapes", drawn(r'<rect fill="u\72l(a.svg#a)"/>'), drawn('<rect fill="red"/>')),
        ("a remote clip", drawn('<g clip-path="url(a.svg#a)"></g>'), drawn('<g clip-path="url(#t)"></g>')),
        (
            "a drawing that repeats what repeats",
            drawn('<g id="u1"><use href="#t"/><use href="#t"/></g><use href="#u1"/>'),
            drawn('<g id="u1"><use href="#t"/><use href="#t"/></g>'),
        ),
        (
            "an address before the real one",
            '<a href="https://www.gov.uk@x.test/">a</a>',
            '<a href="https://x.test/www.gov.uk@">a</a>',
        ),
        (
            "a link that shows another address",
            '<a href="https://x.test/">https://www.gov.uk/pay</a>',
            '<a href="https://www.gov.uk/pay/now">www.gov.uk/pay</a>',
        ),
        (
            "a link that shows another place without its scheme",
            '<a href="https://xn--x.test/">council.gov.uk</a>',
            '<a href="https://www.council.gov.uk/pay">council.gov.uk</a>',
        ),
        (
            "a link that shows a name like a file's",
            '<a href="https://x.test/">council.gov.uk/results.json</a>',
            '<a href="https://x.test/">results.json</a>',
        ),
        (
            "a table saved as a page",
            '<a download="x.html" href="data:text/csv;charset=utf-8,a">a</a>',
            '<a download="x.csv" href="data:text/csv;charset=utf-8,a">a</a>',
        ),
        (
            "a picture of no kind",
            '<img alt="a" src="data:image/x-icon;base64,AA==">',
            '<img alt="a" src="data:image/webp;base64,AA==">',
        ),
        (
            "a group of no colour",
            drawn('<g fill="none"><text>pay five pounds now</text></g>'),
            drawn('<g fill="none"><text fill="#000">pay five pounds now</text></g>'),
        ),
        (
            "a group that nobody sees",
            drawn('<g opacity=".001"><g><text>pay five pounds now</text></g></g>'),
            drawn('<g opacity=".001"></g><text>pay five pounds now</text>'),
        ),
        (
            "text in a colour that is clear",
            drawn('<text fill="#ffffff00">a</text>'),
            drawn('<text fill="#ffffff0a">a</text>'),
        ),
        (
            "text in a share of nothing",
            drawn('<text fill="rgba(0,0,0,0)">a</text>'),
            drawn('<text fill="rgb(0,0,0)">a</text>'),
        ),
        (
            "text of almost no size",
            drawn('<text font-size="1e-9px">a</text>'),
            drawn('<text font-size="1e1px">a</text>'),
        ),
        (
            "text shrunk to nothing",
            drawn('<g transform="scale(0)"><text>pay five pounds now</text></g>'),
            drawn('<g transform="scale(0.5)"><text>pay five pounds now</text></g>'),
        ),
        (
            "text that is defined and never drawn",
            drawn("<defs><text>pay five pounds now</text></defs>"),
            drawn("<defs><path d='M0 0'/></defs><text>pay five pounds now</text>"),
        ),
        (
            "words in a formula that nobody sees",
            "<math><mphantom><mtext>pay five pounds now</mtext></mphantom></math>",
            "<math><mphantom><mi>x</mi></mphantom><mtext>pay five pounds now</mtext></math>",
        ),
        (
            "words in a formula too small to be read",
            '<math><mstyle scriptlevel="40"><mtext>a</mtext></mstyle></math>',
            '<math><mstyle scriptlevel="2"><mtext>a</mtext></mstyle></math>',
        ),
        (
            "a text kept from those who listen",
            f'<div aria-hidden="true"><p>{"word " * 7}</p><p>{"word " * 7}</p></div>',
            f'<p aria-hidden="true">{"word " * 7}</p><p aria-hidden="true">{"word " * 7}</p>',
        ),
        ("a value turned round", '<p title="a&#x202e;b">a</p>', '<p title="a&#x200a;b">a</p>'),
        (
            "letters that nobody sees",
            "<p>a\U000e0070\U000e0061\U000e0079</p>",
            "<p>\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f</p>",
        ),
        ("a script", "<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>"),
        ("a script elsewhere", '<script src="https://x.test/x.js"></script>', "<code>src=https://x.test/x.js</code>"),
        ("a module", '<script type="module">import "x"</script>', "<p>import x</p>"),
        ("a script that fetches", "<script>fetch('https://x.test')</script>", "<p>fetch('https://x.test')</p>"),
        ("a beacon", "<script>navigator.sendBeacon('/x')</script>", "<p>navigator.sendBeacon</p>"),
        ("a WebSocket", "<script>new WebSocket('wss://x.test')</script>", "<p>new WebSocket</p>"),
        ("data of another kind", '<script type="application/ld+json">{}</script>', "<p>application/ld+json</p>"),
        ("a map of imports", '<script type="importmap">{}</script>', "<p>importmap</p>"),
        ("rules for speculation", '<script type="speculationrules">{}</script>', "<p>speculationrules</p>"),
        ("a template as a script", '<script type="text/template"><b></b></script>', "<b>text/template</b>"),
        ("data of nobody's charts", '<script type="application/json">{}</script>', "<pre>{}</pre>"),
        ("onclick", '<p onclick="x()">a</p>', "<p>onclick=x()</p>"),
        ("onerror in capitals", f'<img alt="" src="{PICTURE}" ONERROR="x()">', f'<img alt="onerror" src="{PICTURE}">'),
        ("onload of a drawing", drawn("").replace("<svg", '<svg onload="x()"'), drawn("")),
        ("a handler after a slash", "<p/onclick=x()>a</p>", '<p title="/onclick=x()">a</p>'),
        (
            "ontoggle",
            "<details open ontoggle=x()><summary>a</summary></details>",
            "<details open><summary>a</summary></details>",
        ),
        ("iframe", '<iframe src="x.html"></iframe>', "<p>iframe</p>"),
        ("srcdoc", '<iframe srcdoc="<p>a</p>"></iframe>', "<p>srcdoc</p>"),
        ("object", '<object data="x.swf"></object>', "<p>object</p>"),
        ("embed", '<embed src="x.pdf">', "<p>embed</p>"),
        ("a form", '<form action="https://x.test"></form>', "<p>form action</p>"),
        ("a button that sends", '<button formaction="https://x.test">a</button>', "<p>formaction</p>"),
        ("a field", '<input type="text">', "<p>input</p>"),
        ("a field without a label", "<textarea></textarea>", "<p>textarea</p>"),
        ("video with a poster", '<video poster="x.png"></video>', "<p>poster</p>"),
        ("audio", '<audio src="x.mp3"></audio>', "<p>audio</p>"),
        ("a source", '<picture><source srcset="x.png"></picture>', "<p>srcset</p>"),
        ("a template", "<template><p>a</p></template>", "<p>template</p>"),
        ("an element of nobody's", "<x-y>a</x-y>", "<p>x-y</p>"),
        ("moving text", "<marquee>a</marquee>", "<p>marquee</p>"),
        ("a remote picture", '<img alt="" src="https://x.test/a.png">', f'<img alt="" src="{PICTURE}">'),
        ("a picture beside the page", '<img alt="a" src="a.png">', "<p>a.png</p>"),
        ("a picture that is a drawing", '<img alt="a" src="data:image/svg+xml,<svg/>">', "<p>data:image/svg+xml</p>"),
        ("srcset", f'<img alt="" src="{PICTURE}" srcset="x.png 2x">', f'<img alt="" src="{PICTURE}" width="1">'),
        ("a background", '<table background="x.png"></table>', TABLE),
        ("javascript:", '<a href="javascript:x()">a</a>', "<p>javascript:x()</p>"),
        ("javascript: with a tab", '<a href="java&#9;script:x()">a</a>', '<a href="https://x.test/javascript:x">a</a>'),
        ("javascript: as an entity", '<a href="&#106;avascript:x()">a</a>', '<a href="#content">javascript:</a>'),
        ("JavaScript: after a space", '<a href=" JavaScript:x()">a</a>', '<a href="x?q=javascript:">a</a>'),
        ("vbscript:", '<a href="vbscript:x">a</a>', "<p>vbscript:</p>"),
        (
            "data: that is a page",
            '<a href="data:text/html,<p>a">a</a>',
            '<a download="x.csv" href="data:text/csv;charset=utf-8,a">a</a>',
        ),
        ("data: that is text", '<a href="data:,a">a</a>', '<a href="mailto:a@x.test">a</a>'),
        ("blob:", '<a href="blob:https://x.test/1">a</a>', '<a href="https://x.test/1">a</a>'),
        ("file:", '<a href="file:///etc/x">a</a>', "<p>file:</p>"),
        ("an address without its scheme", '<a href="//x.test">a</a>', '<a href="#content">a</a>'),
        ("an address with backslashes", r'<a href="\\x.test\a">a</a>', r"<p>\\x.test\a</p>"),
        ("ping", '<a href="https://x.test" ping="https://y.test">a</a>', '<a href="https://x.test">ping</a>'),
        (
            "a link into another window",
            '<a href="https://x.test" target="_blank">a</a>',
            '<a href="https://x.test">_blank</a>',
        ),
        ("foreignObject", drawn("<foreignObject><p>a</p></foreignObject>"), drawn("<text>a</text>")),
        ("use of a file", drawn('<use href="x.svg#a"/>'), drawn('<use href="#t"/>')),
        ("use of a file, the old way", drawn('<use xlink:href="x.svg#a"/>'), drawn('<g id="g1"/>')),
        ("animate", drawn('<animate attributeName="href" to="javascript:x()"/>'), drawn('<path d="M0 0"/>')),
        ("set", drawn('<set attributeName="onclick" to="x()"/>'), drawn('<rect width="1"/>')),
        ("a picture in a drawing", drawn('<image href="x.png"/>'), drawn('<circle r="1"/>')),
        ("a link in a drawing", drawn('<a xlink:href="javascript:x"><text>a</text></a>'), drawn("<text>a</text>")),
        ("a style in a drawing", drawn("<style>@import 'x'</style>"), drawn('<g font-size="9px"/>')),
        (
            "an annotation of a formula",
            '<math><annotation-xml encoding="text/html"><p>a</p></annotation-xml></math>',
            "<math><mi>a</mi></math>",
        ),
        ("a style of its own", '<p style="color:red">a</p>', '<p class="red">a</p>'),
        ("text hidden by a style", '<p style="display:none">a</p>', "<p>display:none</p>"),
        ("text hidden by an attribute", "<p hidden>a</p>", "<p>hidden</p>"),
        ("text of no colour in a drawing", drawn('<text fill="none">a</text>'), drawn('<rect fill="none"/>')),
        ("text of no size in a drawing", drawn('<text font-size="0">a</text>'), drawn('<text font-size="9">a</text>')),
        (
            "a hidden sentence in a drawing",
            drawn('<text opacity="0">pay five pounds now</text>'),
            drawn('<text opacity="0">12 %</text>'),
        ),
        ("a comment", "<!-- for us alone -->", "<p>&lt;!-- for all --&gt;</p>"),
        ("a conditional comment", "<!--[if IE]><p>a</p><![endif]-->", "<p>[if IE]</p>"),
        ("an instruction", '<?xml-stylesheet href="x.css"?>', "<p>?xml</p>"),
        ("text turned round", "<p>a\u202eb</p>", "<p>a\u200ab</p>"),
        ("a character of control", "<p>a\x08b</p>", "<p>a\tb</p>"),
        ("no alternative", f'<img src="{PICTURE}">', f'<img alt="" src="{PICTURE}">'),
        (
            "a file's name as the alternative",
            f'<img alt="chart-1.png" src="{PICTURE}">',
            f'<img alt="Two bars" src="{PICTURE}">',
        ),
        (
            "a picture of text",
            f'<img alt="{"word " * 60}" src="{PICTURE}">',
            f'<img alt="{"word " * 9}" src="{PICTURE}">',
        ),
        ("a drawing without a name", "<svg viewBox='0 0 1 1'></svg>", '<svg aria-hidden="true"></svg>'),
        ("a drawing without a description", drawn("").replace('<desc id="d">D</desc>', ""), drawn("")),
        ("an empty link", '<a href="#content"></a>', '<a id="place"></a>'),
        ("a blank link", '<a href="#content"> </a>', '<a href="#content" aria-label="To the text"></a>'),
        (
            "a link of a picture without words",
            f'<a href="#content"><img alt="" src="{PICTURE}"></a>',
            f'<a href="#content"><img alt="Text" src="{PICTURE}"></a>',
        ),
        (
            "a link within a link",
            '<a href="#content">a <a href="#foot">b</a></a>',
            '<a href="#content">a</a> <a href="#foot">b</a>',
        ),
        ("an empty heading", "<h2> </h2>", "<h2>a</h2>"),
        ("an empty summary", "<details><summary></summary>a</details>", "<details><summary>a</summary>a</details>"),
        ("an empty caption", TABLE.replace("Leads", ""), TABLE),
        ("a table without a caption", TABLE.replace("<caption>Leads</caption>", ""), TABLE),
        ("a table without headings", TABLE.replace('th scope="col"', "td").replace("</th>", "</td>"), TABLE),
        ("a heading without a scope", TABLE.replace(' scope="col"', ""), TABLE),
        ("a heading left out", "<h4>a</h4>", "<h3>a</h3>"),
        ("a second heading of the first level", "<h1>a</h1>", "<h2>a</h2>"),
        ("one id twice", '<p id="a1">a</p><p id="a1">b</p>', '<p id="a1">a</p><p id="a2">b</p>'),
        ("a link to nowhere", '<a href="#gone">a</a>', '<a href="#content">gone</a>'),
        (
            "a label that is not there",
            '<section aria-labelledby="gone">a</section>',
            '<section aria-labelledby="foot">a</section>',
        ),
        ("a positive tabindex", '<p tabindex="2">a</p>', '<p tabindex="-1">a</p>'),
        ("a tabindex that is no number", '<p tabindex="x">a</p>', '<p tabindex="0">a</p>'),
        ("a hidden link", '<p aria-hidden="true"><a href="#content">a</a></p>', '<p aria-hidden="true">a</p>'),
        (
            "a hidden stop of the keyboard",
            '<p aria-hidden="true" tabindex="0">a</p>',
            '<p aria-hidden="false" tabindex="0">a</p>',
        ),
        ("an unknown role", '<p role="chart">a</p>', '<p role="note">a</p>'),
        ("an abstract role", '<p role="widget">a</p>', '<p role="group">a</p>'),
        ("a table that is none", TABLE.replace("<table", '<table role="presentation"'), TABLE),
        ("an unknown property", '<p aria-lable="a">a</p>', '<p role="note" aria-label="a">a</p>'),
        ("an empty name", '<section aria-label=" ">a</section>', '<section aria-label="a">a</section>'),
        ("a name nobody hears", '<span aria-label="red">a</span>', '<span role="img" aria-label="red">a</span>'),
        ("a part in no language", '<p lang="welsh">a</p>', '<p lang="cy">a</p>'),
        ("an item without a list", "<li>a</li>", "<ul><li>a</li></ul>"),
        ("a term without a list", "<dt>a</dt>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("a summary of nothing", "<summary>a</summary>", "<details><summary>a</summary></details>"),
        ("a second main part", "<main></main>", "<section></section>"),
        ("an attribute twice", '<p id="b1" id="b2">a</p>', '<p id="b1" class="b2">a</p>'),
        ("text that can be changed", "<p contenteditable>a</p>", "<p>contenteditable</p>"),
        ("the cursor taken", "<p autofocus>a</p>", "<p>autofocus</p>"),
        ("a key of its own", '<a href="#content" accesskey="s">a</a>', '<a href="#content">accesskey</a>'),
        ("a place on a machine", "<p>/home/someone/hub.yaml</p>", "<p>parameters/hub.yaml</p>"),
        ("a place on Windows", r"<p>C:\Users\someone\hub.yaml</p>", "<p>C: Users</p>"),
    ],
    in_policy: [
        ("no policy", "Content-Security-Policy -> Content-Security", "default-src -> DEFAULT-SRC"),
        (
            "a policy of reports alone",
            "Content-Security-Policy -> Content-Security-Policy-Report-Only",
            "data:; -> data: ; ",
        ),
        ("all allowed", "default-src 'none' -> default-src *", "default-src 'none' -> default-src  'none'"),
        ("itself allowed", "default-src 'none' -> default-src 'self'", "img-src data: -> img-src  data:"),
        ("no default", "default-src 'none'; -> ", "base-uri -> Base-Uri"),
        ("pictures from anywhere", "img-src data: -> img-src data: https:", "form-action -> Form-Action"),
        ("unsafe-inline", "style-src  -> style-src 'unsafe-inline' ", "style-src  -> STYLE-SRC "),
        ("unsafe-eval", "img-src -> script-src 'unsafe-eval'; img-src", "img-src -> ; img-src"),
        ("scripts from a place", "img-src -> script-src https://x.test; img-src", "; img-src -> ;  img-src"),
        ("connections", "img-src -> connect-src https://x.test; img-src", "base-uri -> ; base-uri"),
        ("reports sent", "img-src -> report-uri https://x.test; img-src", "form-action -> ; form-action"),
        ("any base", "; base-uri 'none' -> ", "base-uri 'none' -> base-uri 'none' "),
        ("any form", "; form-action 'none' -> ", "form-action 'none' -> form-action 'none' ;"),
        ("a default overruled", "default-src -> default-src *; default-src", "'none'; style -> 'none';  style"),
    ],
    anywhere: [
        ("no document type", "<!doctype html> -> ", "<!doctype html> -> <!DOCTYPE html>"),
        ("no language", ' lang="en-GB" -> ', 'lang="en-GB" -> lang="cy"'),
        ("an empty language", 'lang="en-GB" -> lang=""', 'lang="en-GB" -> lang="en"'),
        ("a language that is none", 'lang="en-GB" -> lang="english"', 'lang="en-GB" -> lang="es-419"'),
        ("no title", "<title>Risks</title> -> <title></title>", "<title>Risks -> <title>Two risks"),
        ("another encoding", '"utf-8" -> "latin-1"', '"utf-8" -> "UTF-8"'),
        ("no encoding", '<meta charset="utf-8"> -> ', 'charset="utf-8" -> charset=utf-8'),
        (
            "no room for narrow screens",
            '<meta name="viewport" -> <meta name="generator"',
            'name="viewport" -> name=viewport',
        ),
        ("no enlarging", "initial-scale=1 -> initial-scale=1,user-scalable=no", "initial-scale=1 -> initial-scale=1.0"),
        ("no enlarging, in capitals", "initial-scale=1 -> USER-SCALABLE=NO", "initial-scale=1 -> INITIAL-SCALE=1"),
        ("where it lies told to others", '"no-referrer" -> "unsafe-url"', '"no-referrer" -> no-referrer'),
        ("no heading", "<h1>Risks</h1> -> <p>Risks</p>", "<h1>Risks</h1> -> <h1>Another</h1>"),
        (
            "no way past the head",
            '<a class="pl-skip" href="#content"> -> <a class="pl-skip" href="x">',
            "Skip to -> Go to",
        ),
        (
            "no main part",
            '<main id="content" -> <div id="content"',
            '<main id="content" -> <main class="x" id="content"',
        ),
        ("no head of the page", '<header class="pl-band"> -> <div class="pl-band">', "<header  -> <HEADER "),
    ],
    in_data: [
        (
            "a chart of remote data",
            data('[{"specification":{"data":{"url":"https://x.test"}}}]'),
            data('[{"specification":{"data":{"values":[{"url":"x"}]}}}]'),
        ),
        (
            "a chart of remote pictures",
            data('[{"specification":{"mark":"image"}}]'),
            data('[{"specification":{"mark":"bar"}}]'),
        ),
        (
            "a chart with orders",
            data('[{"specification":{"usermeta":{}}}]'),
            data('[{"specification":{"title":"usermeta"}}]'),
        ),
        ("data that cannot be read", data("[{]"), data("[{}]")),
        ("data with an end that browsers see alone", data('["</script/><p onclick=x()>"]'), data('[{"a":"script"}]')),
        (
            "data in a drawing, which browsers read as tags",
            "<svg aria-hidden='true'>" + data('["<img alt=a src=https://x.test/a.png>"]') + "</svg>",
            data('[{"a":"\\u003cimg"}]'),
        ),
        ("a chart that is an address", data('[{"specification":"https://x.test"}]'), data('[{"specification":{}}]')),
        ("data that are no list", data('{"specification":{"data":{"url":"x"}}}'), data("[]")),
        ("a script under data's type", data("[]").replace('class="', 'src="x.js" class="'), data("[]")),
    ],
}

CASES = [Case(name, faulty, twin, put) for put, rows in TABLE_OF_CASES.items() for name, faulty, twin in rows]

LINKS = '<p class="x">Some words. <a href="#foot">Where this page comes from</a></p>'
SEEN: list[tuple[str, str, str, str]] = [
    ("color-contrast", LINKS, "main p{color:#ccc;background:#fff}", "main p,main p a{color:#111;background:#fff}"),
    ("color-contrast", LINKS, "main .x a{color:#999;background:#fff}", "main .x a{color:#003a70;background:#fff}"),
    (
        "target-size",
        "<ul><li><a href='#content'>a</a></li><li><a href='#foot'>b</a></li></ul>",
        "main li{display:inline;padding:0}main li a{display:inline-block;width:6px;height:6px;overflow:hidden}",
        "main li a{display:inline-block;width:40px;height:40px}",
    ),
]
"""What only a browser can tell: the rule, what stands in the page, the fault as a style, and its look-alike."""
