"""«Kiểm tra thể thức»: a document as it looks is held against Nghị định 30/2020/NĐ-CP and usual slips of
writing.

`look` is what a reader sees of a file, `anatomy` tells what each paragraph of it is, the other modules each
hold one part of the rules, and `check` gathers what they find.
"""
