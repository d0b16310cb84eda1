/* t-editline.c: readline edits a line it does not show. */
#include <locale.h>
#include <stdlib.h>

#include "tui/internal.h"

#include "tap.h"

static void keys(const char *words)
{
    while (*words) {
        size_t n = strcspn(words, " ");

        edit_key(press_named(words, n));
        words += n + (words[n] == ' ');
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    edit_begin("x^2", 3, HISTORY_ANSWER);
    keys("+ 1");
    is_str(edit_text(), "x^2+1", "letters go in at the caret");
    keys("left left backspace");
    is_str(edit_text(), "x^+1", "backspace");
    is_int(edit_at(), 2, "where the caret is");
    keys("del home \u03c0 end !");
    is_str(edit_text(), "\u03c0x^1!", "del, Home, End, and a letter of two bytes");
    keys("^A ^K a b space c d M-b M-d");
    is_str(edit_text(), "ab ", "the keys of Emacs");
    keys("^_");
    is_str(edit_text(), "ab cd", "undo");
    edit_remember("first");
    edit_remember("second");
    keys("^C");
    is_str(edit_text(), "", "^C clears the line");
    keys("^P ^P");
    is_str(edit_text(), "first", "history");
    edit_begin("", 0, HISTORY_TRY);
    keys("^P");
    is_str(edit_text(), "", "each kind of field has its own");
    edit_begin("", 0, HISTORY_ANSWER);
    keys("^R s e c");
    ok(edit_wants(PRESS_ENTER) && edit_wants(PRESS_ESC), "a search takes Enter and Esc");
    keys("enter");
    is_str(edit_text(), "second", "and finds");
    ok(!edit_wants(PRESS_ENTER) && !edit_wants(PRESS_ESC), "and is over");
    keys("^V ^V tab");
    ok(strlen(edit_text()) > 0, "odd keys do no harm");
    edit_end();
    edit_begin("again", 0, HISTORY_ANSWER);
    keys("^K o k");
    is_str(edit_text(), "ok", "it can be begun again");
    edit_end();
    return done_testing();
}
