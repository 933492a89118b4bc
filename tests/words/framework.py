"""What the framework says in English on a French page, and cannot be told otherwise: nothing but this list.

Mended by a parameter: the placeholder of a select box (`placeholder=`). Mended by a style: the words inside the uploader
(ui.uploading), the tools above a grid or map (ui/styles/words.css). Each of the rest is a name read aloud, or a word that comes
with a touch, beside a label of ours that says the same in French. The accessibility statement tells readers of them.
"""

REMAINS = {
    r"Open": "the arrow of a select box, for a screen reader; the box itself has our label",
    r"\d+ options? available\.": "what a screen reader hears when a select box opens",
    r"Help for .*": "the mark beside a label with an explanation; the explanation is ours",
    r"file upload": "the hidden field of the uploader; the zone around it has our label",
    r"\d+MB per file": "the uploader's own limit, shown at size 0; the label says it in French",
    r"Add files": "the uploader's button, once a file has been chosen",
    r"add icon": "the sign on that button",
}
